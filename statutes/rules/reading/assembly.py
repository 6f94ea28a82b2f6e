"""Sentences about assemblies: notice, quorum, majority, added resolutions."""

from collections.abc import Iterator
from fractions import Fraction

from foundation.kernel.sentences import N_
from statutes.rules.assembly import second_majority
from statutes.rules.clauses.voting import Threshold
from statutes.rules.reading.lines import Line, Section, Teller
from statutes.rules.reading.words import ABSTENTION, QUORUM_BASIS
from statutes.rules.settled import with_lawful_base
from statutes.rules.tree import Statutes

TITLES = {"ordinary": N_("Ordinary assembly"), "extraordinary": N_("Extraordinary assembly")}
OVER = {
    None: N_("A text is adopted by more than %(value)s."),
    "expressed": N_("A text is adopted by more than %(value)s of the votes cast."),
    "all": N_("A text is adopted by more than %(value)s of all the votes there are."),
    "present": N_("A text is adopted by more than %(value)s of the members present or represented."),
    "entitled": N_("A text is adopted by more than %(value)s of all the members entitled to vote."),
}
AT_LEAST = {
    None: N_("A text is adopted by at least %(value)s."),
    "expressed": N_("A text is adopted by at least %(value)s of the votes cast."),
    "all": N_("A text is adopted by at least %(value)s of all the votes there are."),
    "present": N_("A text is adopted by at least %(value)s of the members present or represented."),
    "entitled": N_("A text is adopted by at least %(value)s of all the members entitled to vote."),
}
SECOND_OVER = N_("Convened a second time, it is adopted by more than %(value)s of the votes cast.")
SECOND_AT_LEAST = N_("Convened a second time, it is adopted by at least %(value)s of the votes cast.")
EXCLUDED_OVER = N_("Exclusion is decided by more than %(value)s.")
EXCLUDED_AT_LEAST = N_("Exclusion is decided by at least %(value)s.")


def assembly_section(teller: Teller, statutes: Statutes, kind: str) -> Section:
    """What applies to one kind of assembly, in sentences."""
    return Section(kind, TITLES[kind], tuple(_lines(teller, statutes, kind)))


def _lines(teller: Teller, statutes: Statutes, kind: str) -> Iterator[Line]:
    path = f"assemblies.{kind}"
    yield from teller.say(f"{path}.notice_days", N_("Members are convened at least %(value)s days before."))
    if teller.value(f"{path}.quorum_first"):
        yield from teller.say(
            f"{path}.second_notice_days", N_("A second convening leaves at least %(value)s days before.")
        )
    yield from _quorum(teller, f"{path}.quorum_first", N_("Quorum, first convening: %(value)s."), NO_FIRST)
    if teller.value(f"{path}.quorum_first"):
        yield from teller.choose(f"{path}.quorum_basis", QUORUM_BASIS)
        yield from _quorum(teller, f"{path}.quorum_second", N_("Quorum, second convening: %(value)s."), NO_SECOND)
    yield from _majority(teller, statutes, kind)
    yield from teller.choose(f"{path}.abstention", ABSTENTION)
    yield from _record_date(teller, f"{path}.record_date_business_days")
    yield from _added(teller, f"{path}.added_resolutions")


NO_FIRST = N_("No quorum is required.")
NO_SECOND = N_("No quorum is required when convened a second time.")


def _quorum(teller: Teller, path: str, message: str, none: str) -> Iterator[Line]:
    yield from teller.say(path, message if teller.value(path) != 0 else none)


def _majority(teller: Teller, statutes: Statutes, kind: str) -> Iterator[Line]:
    path = f"assemblies.{kind}.majority"
    written: Threshold | None = teller.value(path)
    if written is None:
        return
    article = teller.settled.articles.get(path, "")
    first = with_lawful_base(statutes, kind, written)
    second = second_majority(statutes, kind, first)
    yield Line((OVER if first.strict else AT_LEAST)[first.base], {"value": first.value}, article)
    if second != first and second.base == "expressed":
        yield Line(SECOND_OVER if second.strict else SECOND_AT_LEAST, {"value": second.value}, article)


def exclusion_line(teller: Teller) -> Iterator[Line]:
    """The majority of an exclusion."""
    majority: Threshold | None = teller.value("exclusion.majority")
    if majority is not None and teller.value("exclusion.allowed"):
        message = EXCLUDED_OVER if majority.strict else EXCLUDED_AT_LEAST
        value: Fraction = majority.value
        yield Line(message, {"value": value}, teller.settled.articles.get("exclusion.majority", ""))


def _record_date(teller: Teller, path: str) -> Iterator[Line]:
    if teller.value(path) == 0:
        yield from teller.say(path, N_("Whoever is a member on the day of the assembly may vote."))
    else:
        yield from teller.say(path, N_("Whoever was a member %(value)s business days before may vote."))


ADDED = {
    "members": N_("%(threshold)s of the members may add a resolution, up to %(days)s days before."),
    "shares": N_("Holders of %(threshold)s of the capital may add a resolution, up to %(days)s days before."),
    "voting_rights": N_("Holders of %(threshold)s of the votes may add a resolution, up to %(days)s days before."),
}


def _added(teller: Teller, path: str) -> Iterator[Line]:
    added = teller.value(path)
    if added is None or added.threshold is None or added.days_before is None or added.basis is None:
        return
    values = {"threshold": added.threshold, "days": added.days_before}
    yield Line(ADDED[added.basis], values, teller.settled.articles.get(path, ""))
