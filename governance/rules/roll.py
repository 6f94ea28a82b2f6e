"""The roll (liste d'émargement): who is entitled to vote at this assembly, in which college, and why not otherwise.

R225-86 (entry in the account on the day, or two business days before where the statutes say so), article 19 octies and
the statutes for colleges; rule 7 (exactly one college) and rule 8 (policies) of the compliance table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from foundation.kernel.sentences import N_
from governance.rules.holidays import public_holidays
from governance.rules.obstacles import Obstacle
from statutes.rules.law import HIGHEST_WEIGHT, MINIMUM_COLLEGES

SATURDAY = 5


@dataclass(frozen=True)
class Candidate:
    """A member on the record date, as membership and the share ledger know him.

    `unpaid`: called shares were left unpaid after a formal notice, and have lost their vote (rule 12).
    """

    member_id: int
    number: int
    name: str
    sort_key: str
    college: str | None
    shares: int
    account_ids: tuple[int, ...] = ()
    unpaid: bool = False


@dataclass(frozen=True)
class Excluded:
    """A member who has no vote at this assembly, and why."""

    candidate: Candidate
    message: str


@dataclass(frozen=True)
class CollegeOnRoll:
    """A college with its weight as the statutes give it, after any merger."""

    id: str
    name: str
    weight: Fraction


@dataclass(frozen=True)
class Roll:
    """The members entitled (in order of name), the colleges that formed, who is left out, and which mergers applied."""

    entitled: tuple[Candidate, ...]
    colleges: tuple[CollegeOnRoll, ...]
    excluded: tuple[Excluded, ...]
    merged: Mapping[str, str]

    def by_college(self) -> dict[str, list[Candidate]]:
        """The entitled members of each college that formed (an empty list for an empty one)."""
        groups: dict[str, list[Candidate]] = {college.id: [] for college in self.colleges}
        for candidate in self.entitled:
            if candidate.college in groups:
                groups[candidate.college].append(candidate)
        return groups


@dataclass(frozen=True)
class CollegeTerms:
    """What the statutes say of colleges: none at all means one member, one vote."""

    colleges: Sequence[CollegeOnRoll] = ()
    minimum_members: int = 1
    merge_into: Mapping[str, str] | None = None


def record_date(meets_on: date, business_days: int) -> date:
    """The day on which membership is read: the meeting's, or some business days before (R225-86).

    Neither weekends nor public holidays count: two business days before 2 May 2028 is Thursday 27 April.

    >>> record_date(date(2026, 6, 15), 2), record_date(date(2028, 5, 2), 2)
    (datetime.date(2026, 6, 11), datetime.date(2028, 4, 27))
    """
    day = meets_on
    while business_days > 0:
        day -= timedelta(days=1)
        if day.weekday() < SATURDAY and day not in public_holidays(day.year):
            business_days -= 1
    return day


def draw_up(candidates: Iterable[Candidate], terms: CollegeTerms) -> Roll:
    """Draw up the roll: a share is needed to vote, its call paid; where there are colleges, a college too.

    Who is left out counts neither in a vote nor in the quorum. A college smaller than `minimum_members` is merged as the
    statutes say. Source: statutes, article 19 octies; C. com. art. L228-29 and R228-26 (rule 12).

    >>> ada, bo = Candidate(1, 1, "Ada", "ada", None, shares=1), Candidate(2, 2, "Bo", "bo", None, shares=0)
    >>> roll = draw_up([bo, ada], CollegeTerms())
    >>> [one.name for one in roll.entitled], [one.candidate.name for one in roll.excluded]
    (['Ada'], ['Bo'])
    """
    entitled: list[Candidate] = []
    excluded: list[Excluded] = []
    for candidate in sorted(candidates, key=lambda candidate: (candidate.sort_key, candidate.number)):
        if candidate.shares < 1:
            excluded.append(Excluded(candidate, N_("Holds no share on the record date.")))
        elif candidate.unpaid:
            excluded.append(
                Excluded(candidate, N_("Called shares left unpaid 30 days after a formal notice (rule 12)."))
            )
        else:
            entitled.append(candidate)
    merged = _mergers(entitled, terms)
    moved = tuple(replace(one, college=merged.get(one.college or "", one.college)) for one in entitled)
    return Roll(moved, _after_mergers(terms.colleges, merged), tuple(excluded), merged)


def _mergers(entitled: Iterable[Candidate], terms: CollegeTerms) -> dict[str, str]:
    if not terms.merge_into:
        return {}
    sizes: dict[str | None, int] = {}
    for candidate in entitled:
        sizes[candidate.college] = sizes.get(candidate.college, 0) + 1
    small = {college.id for college in terms.colleges if sizes.get(college.id, 0) < max(1, terms.minimum_members)}
    return {college: _forming(college, small, terms.merge_into) for college in small if college in terms.merge_into}


def _forming(college: str, small: set[str], merge_into: Mapping[str, str]) -> str:
    """The college that a small one ends in: mergers are followed until one that forms, a circle stops where it began."""
    seen = {college}
    target = merge_into[college]
    while target in small and target in merge_into and target not in seen:
        seen.add(target)
        target = merge_into[target]
    return target


def _after_mergers(colleges: Sequence[CollegeOnRoll], merged: Mapping[str, str]) -> tuple[CollegeOnRoll, ...]:
    added: dict[str, Fraction] = {}
    for college in colleges:
        target = merged.get(college.id)
        if target is not None:
            added[target] = added.get(target, Fraction(0)) + college.weight
    return tuple(
        replace(college, weight=college.weight + added.get(college.id, Fraction(0)))
        for college in colleges
        if college.id not in merged
    )


def roll_obstacles(roll: Roll) -> list[Obstacle]:
    """What keeps a vote from being opened on this roll: nobody entitled, or a member of no college (rule 7).

    Source: loi 47-1775 art. 9 and 19 octies. Example: an empty register, nobody to vote.

    >>> [obstacle.rule for obstacle in roll_obstacles(draw_up([], CollegeTerms()))]
    [7]
    """
    if not roll.entitled:
        return [Obstacle(7, True, N_("Nobody is entitled to vote on the record date: check members and shares."))]
    if roll.merged:
        return _merged_obstacles(roll) + _without_college(roll)
    return _without_college(roll)


def _merged_obstacles(roll: Roll) -> list[Obstacle]:
    """A merger may not leave a college above half of the votes, nor fewer than three colleges (article 19 octies)."""
    found = [
        Obstacle(
            6,
            True,
            N_(
                "Merging the small colleges gives “%(name)s” %(weight)s of the votes, and no college may pass %(most)s. "
                "Admit members to the small colleges, or have the statutes say another policy."
            ),
            "art. 19 octies",
            {"name": college.name, "weight": college.weight, "most": HIGHEST_WEIGHT},
        )
        for college in roll.colleges
        if college.weight > HIGHEST_WEIGHT
    ]
    if len(roll.colleges) < MINIMUM_COLLEGES:
        message = N_(
            "Merging the small colleges leaves %(count)s, and at least %(least)s are needed. Admit members to the small "
            "colleges, or have the statutes say another policy."
        )
        values = {"count": len(roll.colleges), "least": MINIMUM_COLLEGES}
        found.append(Obstacle(5, True, message, "art. 19 octies", values))
    return found


def _without_college(roll: Roll) -> list[Obstacle]:
    known = {college.id for college in roll.colleges}
    without = [candidate for candidate in roll.entitled if known and candidate.college not in known]
    return [
        Obstacle(
            7,
            True,
            N_(
                "%(name)s (member no. %(number)s) is in no voting college: assign a college on the member's page "
                "before opening a vote."
            ),
            "art. 19 octies",
            {"name": candidate.name, "number": candidate.number},
        )
        for candidate in without
    ]
