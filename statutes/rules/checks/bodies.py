"""Elected bodies: terms, seats, renewal; who admits members (rule 38)."""

from collections.abc import Iterator

from foundation.kernel.sentences import N_
from statutes.rules import law
from statutes.rules.clauses.bodies import Body, Seats
from statutes.rules.findings import Finding, Subject, blocks, silent, warns

_PARTS = {"halves": 2, "thirds": 3}


def check_bodies(subject: Subject) -> Iterator[Finding]:
    """Terms of six years at most, seats that can be filled.

    Source: loi 47-1775 art. 6; C. com. art. L225-17. A term of six years is lawful, seven are blocked.

    >>> from statutes.rules.worked import blocked
    >>> [blocked(check_bodies, f'bodies = [{{id = "conseil", term_years = {years}}}]') for years in (6, 7)]
    [[], ['38 blocks bodies[0].term_years']]
    """
    colleges = {college.id for college in subject.written.colleges}
    for index, body in enumerate(subject.written.bodies):
        where = f"bodies[{index}]"
        yield from _term(body, where)
        yield from _seats(body, where, form=subject.form)
        yield from _seats_by_college(body, where, colleges)
    for key in ("decided_by", "effective"):
        if getattr(subject.written.admission, key) is None:
            yield silent(f"admission.{key}", source=law.ART_ADMISSION)
    if subject.form == "SA" and subject.written.admission.decided_by == "manager":
        message = N_("A SA has no manager: members are admitted by the board or by the assembly.")
        yield blocks(
            8, "admission.decided_by", message, source=law.ART_ADMISSION, found="manager", expected="board | assembly"
        )


def _term(body: Body, where: str) -> Iterator[Finding]:
    years = body.term_years
    if years is None:
        yield silent(f"{where}.term_years", "1 .. 6", source=law.ART_OFFICERS)
        return
    if years > law.LONGEST_TERM_YEARS:
        message = N_("A term of %(found)s years is over the legal maximum of %(expected)s.")
        yield blocks(
            38, f"{where}.term_years", message, source=law.ART_OFFICERS, found=years, expected=law.LONGEST_TERM_YEARS
        )
    parts = _PARTS.get(body.renewal or "", 1)
    if years % parts:
        message = N_(
            "A term of %(years)s years cannot be renewed by %(found)s at equal intervals: change the one or the other."
        )
        yield warns(
            38, f"{where}.renewal", message, source=law.STATUTES_DECIDE, found=body.renewal or "",
            expected=f"term_years % {parts} = 0", years=years,
        )  # fmt: skip


def _seats(body: Body, where: str, *, form: str) -> Iterator[Finding]:
    if body.seats is None:
        return
    yield from _order(body.seats, f"{where}.seats")
    least, most = law.SA_BOARD_SEATS
    fewest = body.seats.min
    greatest = body.seats.max
    if form == "SA" and ((fewest is not None and fewest < least) or (greatest is not None and greatest > most)):
        message = N_("If this body is the board of a SA, the law wants from 3 to 18 seats; these are %(found)s.")
        found = f"{'' if fewest is None else fewest} .. {'' if greatest is None else greatest}"
        yield warns(38, f"{where}.seats", message, source=law.ART_SA_BOARD, found=found, expected=f"{least} .. {most}")


def _order(seats: Seats, where: str) -> Iterator[Finding]:
    if seats.min is not None and seats.max is not None and seats.min > seats.max:
        message = N_("The least number of seats (%(found)s) is over the greatest (%(expected)s).")
        yield blocks(38, where, message, source=law.STATUTES_DECIDE, found=seats.min, expected=seats.max)


def _seats_by_college(body: Body, where: str, colleges: set[str]) -> Iterator[Finding]:
    shared = body.seats_by_college or {}
    for name, seats in shared.items():
        here = f"{where}.seats_by_college.{name}"
        yield from _order(seats, here)
        if name not in colleges:
            message = N_("“%(found)s” is not a college of these statutes: correct it, or add the college.")
            yield blocks(
                38, here, message, source=law.STATUTES_DECIDE, found=name, expected=", ".join(sorted(colleges))
            )
    reserved = sum(seats.min or 0 for seats in shared.values())
    if body.seats and body.seats.max is not None and reserved > body.seats.max:
        message = N_("The colleges are promised %(found)s seats, and the body has %(expected)s at most.")
        yield blocks(
            38, f"{where}.seats_by_college", message, source=law.STATUTES_DECIDE, found=reserved,
            expected=body.seats.max,
        )  # fmt: skip
