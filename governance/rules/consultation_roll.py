"""The roll of a consultation: which members are asked, in which college, and why each of the others is not.

A consultation decides nothing: where the statutes do not say how colleges weigh, heads count, and the page says so. No
weight is ever supposed (loi 47-1775 art. 19 octies leaves it to the statutes).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from foundation.kernel.sentences import N_
from governance.rules.consultations import Audience
from governance.rules.roll import Candidate, CollegeTerms, draw_up
from votes.rules.opened_file import lacks_a_side
from votes.rules.opening import missing_policies
from votes.rules.roll import MERGE, BoxCollege, LeftOutLine, RollLine, VotingRulesSnapshot
from votes.rules.roll_reasons import Exclusion, Inclusion

CONSENT_RULES: Mapping[str, object] = {
    "base": "expressed",
    "abstention": "excluded",
    "majority": {"at_least": "1"},
}
OPINION_RULES: Mapping[str, object] = {
    "base": "expressed",
    "abstention": "excluded",
    "majority": {"over": "1/2"},
}
NO_COLLEGES = N_("The statutes have no colleges: one member, one voice.")
ONE_COLLEGE = N_("The members who are asked are all in one college: one member, one voice.")
SILENT_STATUTES = N_("The statutes do not say how the colleges weigh here (%(keys)s): one member, one voice.")
MERGED_AWAY = N_("The statutes merge a college without members into another: one member, one voice.")
NO_SIDE = N_(
    "The statutes send a tied college “against” (voting.college_tie), a side that no option is: one member, one voice."
)
BY_CONSENT = N_("Consent is asked of each: one objection counts, whatever the college.")


@dataclass(frozen=True)
class AskedMember:
    """A member on the day of the opening: colleges (the first one, then others), accounts that act for it."""

    member_id: int
    number: int
    name: str
    sort_key: str
    college: str | None = None
    other_colleges: tuple[str, ...] = ()
    account_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Weighing:
    """How the answers to one question weigh: colleges, or heads with the sentence that says why."""

    colleges: tuple[BoxCollege, ...]
    why_heads: str = ""
    values: Mapping[str, str] | None = None


@dataclass(frozen=True)
class ConsultedRoll:
    """Who is asked, in order of names, and who is not; `merged`: colleges that the statutes merge into others."""

    asked: tuple[AskedMember, ...]
    left_out: tuple[LeftOutLine, ...]
    colleges: tuple[BoxCollege, ...]
    merged: Mapping[str, str]

    def college_of(self, one: AskedMember) -> str | None:
        """The college a member answers in, after any merger.

        >>> ada = AskedMember(1, 1, "Ada", "ada", "petits")
        >>> ConsultedRoll((ada,), (), (), {"petits": "grands"}).college_of(ada)
        'grands'
        """
        return self.merged.get(one.college or "", one.college)

    @property
    def by_college(self) -> dict[str, int]:
        """How many are asked in each college."""
        counts = {college.id: 0 for college in self.colleges}
        for one in self.asked:
            college = self.college_of(one)
            if college in counts:
                counts[college] += 1
        return counts


def draw_consulted(members: Iterable[AskedMember], audience: Audience, terms: CollegeTerms) -> ConsultedRoll:
    """Draw the roll of a consultation from the members of the day: nobody needs a share paid up to be asked.

    Source: the decision of who consults; the colleges are those of the statutes (loi 47-1775 art. 19 octies), a member
    of no college is asked only where there are none. Example: one of two members is asked.

    >>> from governance.rules.consultations import To
    >>> two = [AskedMember(1, 1, "Ada", "ada"), AskedMember(2, 2, "Zoé", "zoe")]
    >>> roll = draw_consulted(two, Audience(To.MEMBERS, members=(2,)), CollegeTerms())
    >>> [one.name for one in roll.asked], [(one.name, str(one.why)) for one in roll.left_out]
    (['Zoé'], [('Ada', 'not-asked')])
    """
    everyone = sorted(members, key=lambda one: (one.sort_key, one.number))
    formed = draw_up([_candidate(one) for one in everyone], terms)
    known = {college.id for college in formed.colleges}
    asked, left_out = [], []
    for one in everyone:
        college = formed.merged.get(one.college or "", one.college)
        if not audience.asks(one.number, frozenset({one.college or "", *one.other_colleges})):
            left_out.append(LeftOutLine(one.number, one.name, Exclusion.NOT_ASKED))
        elif known and college not in known:
            left_out.append(LeftOutLine(one.number, one.name, Exclusion.NO_COLLEGE))
        else:
            asked.append(one)
    colleges = tuple(BoxCollege(one.id, one.name, one.weight) for one in formed.colleges)
    return ConsultedRoll(tuple(asked), tuple(left_out), colleges, formed.merged)


def _candidate(one: AskedMember) -> Candidate:
    return Candidate(one.member_id, one.number, one.name, one.sort_key, one.college, shares=1)


def weighing(roll: ConsultedRoll, rules: VotingRulesSnapshot, method: str, *, consent: bool = False) -> Weighing:
    """How the answers weigh: as the statutes state it, or heads and why.

    Source: loi 47-1775 art. 19 octies; the statutes. Example: statutes without colleges.

    >>> from votes.rules.roll import rules_from_texts
    >>> roll = ConsultedRoll((AskedMember(1, 1, "Ada", "ada"),), (), (), {})
    >>> weighing(roll, rules_from_texts("2026", {}), "points").why_heads == NO_COLLEGES
    True
    """
    if consent:
        return Weighing((), BY_CONSENT)
    if not roll.colleges:
        return Weighing((), NO_COLLEGES)
    sizes = roll.by_college
    if sum(1 for size in sizes.values() if size) < 2:
        return Weighing((), ONE_COLLEGE)
    missing = [key for key in missing_policies(rules, with_colleges=True, method=method) if key.startswith("voting.")]
    if missing or sum((one.weight for one in roll.colleges), Fraction(0)) != 1:
        return Weighing((), SILENT_STATUTES, {"keys": ", ".join(missing or ["colleges[].weight"])})
    if lacks_a_side(rules, method):
        return Weighing((), NO_SIDE)
    if rules.empty_college == MERGE and not all(sizes.values()):
        return Weighing((), MERGED_AWAY)
    return Weighing(roll.colleges)


def roll_lines(roll: ConsultedRoll, colleges: Sequence[BoxCollege]) -> list[RollLine]:
    """The lines of the roll: one right a member, used by itself; nobody holds a proxy in a consultation.

    >>> [ada] = roll_lines(ConsultedRoll((AskedMember(1, 9, "Ada", "ada", account_ids=(4,)),), (), (), {}), ())
    >>> ada.member_number, ada.accounts, str(ada.why), ada.present
    (9, (4,), 'asked', True)
    """
    return [
        RollLine(
            member_number=one.number,
            name=one.name,
            college=roll.college_of(one) if colleges else None,
            present=True,
            accounts=one.account_ids,
            kind="self",
            why=Inclusion.ASKED,
        )
        for one in roll.asked
    ]
