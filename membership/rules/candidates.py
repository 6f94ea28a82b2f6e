"""What keeps a candidate from being accepted, and what asks for a closer look: each in a sentence, with its cure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from membership.rules.bonds import is_minor
from membership.rules.composition import check_room
from membership.rules.eligibility import category_named, check_open, college_for
from statutes.rules import law
from statutes.rules.tree import Statutes


@dataclass(frozen=True)
class Finding:
    """One sentence about a request. `cure`: what puts it right (details, bonds, representative, terms, wait)."""

    code: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    cure: str = ""
    rule: int | None = None
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class CandidateFile:
    """What is known of a candidate on a day.

    `acted_for`: a guardian of a minor, a representative of an organisation is on record and runs. `numbered`: its legal
    form has a SIREN; `number`: its SIREN or RNA.
    """

    is_person: bool
    born_on: date | None = None
    emancipated_on: date | None = None
    deceased_on: date | None = None
    acted_for: bool = False
    numbered: bool = True
    number: str = ""
    public: bool = False
    has_address: bool = True
    country: str = "FR"
    category: str = ""
    college: str | None = None
    shares: int = 1


def blockers(candidate: CandidateFile, statutes: Statutes, on: date, members: int) -> list[Finding]:
    """Everything that keeps the candidate from being accepted on the day, by the membership's own rules.

    Shares have theirs (least number, ceilings), told by `shares`. Sources: with each finding.
    Example: a child without guardian on record, in a SARL of 100 members: two blockers.

    >>> from statutes.rules.worked import saying
    >>> child = CandidateFile(is_person=True, born_on=date(2015, 1, 1), category="usagers")
    >>> [one.code for one in blockers(child, saying(form="SARL"), date(2026, 6, 1), 100)]
    ['no-guardian', 'sarl-full']
    """
    found = [*_of_person(candidate, on)] if candidate.is_person else [*_of_organisation(candidate)]
    if not candidate.has_address:
        found.append(
            Finding(
                "no-address",
                N_("The postal address is missing: notices and the register of members need it."),
                cure="details",
                source="C. com. art. R225-90",
            )
        )
    return [*found, *_of_terms(candidate, statutes), *_of_room(statutes, members)]


def _of_person(candidate: CandidateFile, on: date) -> list[Finding]:
    if candidate.deceased_on is not None and candidate.deceased_on <= on:
        values = {"day": candidate.deceased_on}
        return [Finding("deceased", N_("This person died on %(day)s and cannot join."), values, cure="wait")]
    if is_minor(candidate.born_on, on, candidate.emancipated_on) and not candidate.acted_for:
        return [
            Finding(
                "no-guardian",
                N_(
                    "The candidate is a minor and no parent or guardian is on record: they sign, and act until majority."
                ),
                cure="bonds",
                source="C. civ. art. 382, 388-1-1 et 408",
            )
        ]
    return []


def _of_organisation(candidate: CandidateFile) -> list[Finding]:
    found = []
    if candidate.numbered and not candidate.number and candidate.country == "FR":
        found.append(
            Finding(
                "no-siren",
                N_(
                    "The SIREN is missing (an association without one gives its RNA number): it tells who the member is."
                ),
                cure="details",
                source="C. com. art. R123-221",
            )
        )
    if not candidate.acted_for:
        found.append(
            Finding(
                "no-representative",
                N_("Nobody is recorded who speaks and votes for the organisation: name a representative."),
                cure="representative",
                source="C. civ. art. 1984",
            )
        )
    return found


def _of_terms(candidate: CandidateFile, statutes: Statutes) -> list[Finding]:
    found = []
    try:
        category = category_named(statutes, candidate.category)
        check_open(category, is_person=candidate.is_person, public=candidate.public)
        college_for(statutes, category.id, candidate.college)
    except Refused as refusal:
        if not candidate.category:
            message = N_("No category was chosen: the link with the cooperative decides it, and the college with it.")
            found.append(Finding("no-category", message, cure="terms", rule=1, source=law.ART_CATEGORIES))
        else:
            found.append(_finding(refusal, "terms"))
    if candidate.shares < 1:
        message = N_("The number of shares is missing: whoever joins takes one share at least.")
        found.append(Finding("no-shares", message, cure="terms", rule=13, source=law.ART_ADMISSION))
    return found


def _of_room(statutes: Statutes, members: int) -> list[Finding]:
    try:
        check_room(statutes, members)
    except Refused as refusal:
        return [_finding(refusal, "wait")]
    return []


def _finding(refusal: Refused, cure: str) -> Finding:
    return Finding(refusal.code, refusal.message, refusal.values, cure, refusal.rule, refusal.source)


def finding_of(refusal: Refused, cure: str) -> Finding:
    """A rule's refusal as what blocks a request."""
    return _finding(refusal, cure)


@dataclass(frozen=True)
class Watch:
    """What asks for a closer look, as the cooperative set it. Amounts in cents; `capital_share` as thousandths."""

    amount_cents: int = 500_000
    capital_thousandths: int = 100
    public: bool = True
    minors: bool = True
    abroad: bool = True

    @property
    def capital_part(self) -> Fraction:
        """The part of the capital above which a request is looked at.

        >>> Watch().capital_part
        Fraction(1, 10)
        """
        return Fraction(self.capital_thousandths, 1000)


def reasons_to_review(candidate: CandidateFile, watch: Watch, on: date) -> list[Finding]:
    """Why somebody should look at the request before the decision; shares add theirs (amount, share of the capital).

    Decided here, each switchable: unusual is not forbidden, it is looked at by a person who says why it is right.
    Example: a public body abroad is looked at twice over.

    >>> town = CandidateFile(is_person=False, public=True, country="BE")
    >>> [one.code for one in reasons_to_review(town, Watch(), date(2026, 6, 1))]
    ['public-body', 'abroad']
    >>> reasons_to_review(town, Watch(public=False, abroad=False), date(2026, 6, 1))
    []
    """
    found = []
    if watch.public and candidate.public:
        message = N_("Public body: check the deliberation that decides to join, and the ceiling of half the capital.")
        found.append(Finding("public-body", message, rule=14, source=law.ART_CATEGORIES))
    if watch.minors and is_minor(candidate.born_on, on, candidate.emancipated_on):
        message = N_("Minor: check who signs, and the judge's or both parents' agreement to the contribution.")
        found.append(Finding("minor", message, source="C. civ. art. 382 et 387-1"))
    if watch.abroad and candidate.country != "FR":
        message = N_("Address abroad: check the identity, and how the shares are paid.")
        found.append(Finding("abroad", message))
    return found


def check_acceptable(blocking: list[Finding], reviewing: list[Finding], *, reviewed: bool, override: str = "") -> None:
    """Refuse to accept what is blocked, or waits to be looked at. A full SARL admits on a written reason.

    >>> check_acceptable([], [Finding("abroad", "...")], reviewed=True)
    >>> check_acceptable([], [Finding("abroad", "...")], reviewed=False)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: ...
    """
    standing = [one for one in blocking if not (one.code == "sarl-full" and override.strip())]
    if standing:
        first = standing[0]
        raise Refused(first.code, first.message, rule=first.rule, source=first.source, **dict(first.values))
    if reviewing and not reviewed:
        raise Refused(
            "to-review",
            N_("This request asks for a closer look first: say on its page why it is right, then record the decision."),
        )
