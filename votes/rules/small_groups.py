"""Groups too small to be secret (rule 46): which they are, what may be chosen for each, and the roll that follows from it.

The total of a college of one is that member's vote; of two, each learns the other's. The bureau chooses among four ways,
two of which change the colleges and are the statutes' to allow.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from statutes.rules.law import HIGHEST_WEIGHT, MINIMUM_COLLEGES
from votes.rules.roll import BoxCollege, BoxDraft, RollLine, Via
from votes.rules.secrecy import LEAST_GROUP, USUAL_GROUP, Secrecy, SmallGroup, SmallGroupTerms, SmallGroupWay

LONGEST_REASON = 1000
_NO_CONSENT = N_(
    "%(college)s votes openly only where each of its members consented in writing: write the words of the consent and the "
    "reference of the paper."
)
_NO_MERGER = N_(
    "The statutes do not let %(college)s be counted with another college. They would say so by empty_college = “merge” and "
    "merge_into. Choose another way."
)
_NO_WHOLE = N_(
    "No key of the statutes lets the whole assembly vote without its colleges: it is not offered. Choose another way for "
    "%(college)s."
)
_HEAVY = N_(
    "Counting small colleges together gives %(college)s %(weight)s of the votes, and no college may pass %(most)s. Choose "
    "another way."
)
_FEW = N_("Counting small colleges together leaves %(count)s, and at least %(least)s are needed. Choose another way.")


@dataclass(frozen=True)
class SmallCollege:
    """A college in which so few may vote that a secret vote would tell; `id` is empty for a roll without colleges."""

    id: str
    name: str
    voters: int


def minimum_of(stated: int | None) -> int:
    """The smallest group that stays secret: the statutes' number, five where they are silent, never under three.

    Source: statutes, `secret_ballots.minimum_group`. Example: statutes that say two.

    >>> minimum_of(None), minimum_of(2), minimum_of(8)
    (5, 3, 8)
    """
    return max(LEAST_GROUP, USUAL_GROUP if stated is None else stated)


def small_colleges(colleges: Sequence[BoxCollege], roll: Sequence[RollLine], minimum: int) -> list[SmallCollege]:
    """The colleges in which somebody may vote, and fewer than the smallest group; for the page that asks what to do.

    Source: rule 46. Example: two voters without colleges, where five are needed.

    >>> small_colleges((), [RollLine(1, "Ada"), RollLine(2, "Zoé")], 5)
    [SmallCollege(id='', name='', voters=2)]
    """
    able = able_to_vote(roll)
    groups = [(one.id, one.name) for one in colleges] or [("", "")]
    return [SmallCollege(key, name, able[key]) for key, name in groups if 0 < able[key] < minimum]


def able_to_vote(roll: Sequence[RollLine]) -> Counter[str]:
    """By college, how many rights somebody may use.

    >>> able_to_vote([RollLine(1, "Ada", "a"), RollLine(2, "Zoé", "a", via=Via.NONE)])["a"]
    1
    """
    return Counter(line.college or "" for line in roll if line.via is not Via.NONE)


def check_group(college: SmallCollege, group: SmallGroup, terms: SmallGroupTerms) -> None:
    """Raise Refused where this way may not be chosen for this college.

    Source: section 13 of the secret ballot, the statutes for mergers. Example: no key lets all vote without colleges.

    >>> check_group(
    ...     SmallCollege("a", "Salariés", 2), SmallGroup(SmallGroupWay.WHOLE), SmallGroupTerms()
    ... )  # doctest: +NORMALIZE_WHITESPACE
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: No key of the statutes lets the whole assembly vote without its colleges: it is not
    offered. Choose another way for Salariés.
    """
    named = college.name or group.name
    if group.way is SmallGroupWay.OPEN and not group.reason.strip():
        raise Refused("group-consent", _NO_CONSENT, rule=46, college=named)
    if group.way is SmallGroupWay.MERGED and (not group.into or terms.merge_into.get(college.id) != group.into):
        raise Refused("group-merger", _NO_MERGER, rule=46, college=named)
    if group.way is SmallGroupWay.WHOLE and not terms.whole:
        raise Refused("group-whole", _NO_WHOLE, rule=46, college=named)


def with_groups_applied(draft: BoxDraft, roll: Sequence[RollLine]) -> tuple[BoxDraft, list[RollLine]]:
    """The draft and the roll once what was chosen for small groups is done: colleges counted together, or set aside.

    A choice made for a college that is not small any more is dropped: its vote is simply secret. An open vote is as it was.
    Source: section 13 of the secret ballot, loi 47-1775 art. 19 octies for the weights.

    >>> from votes.rules.roll import rules_from_texts
    >>> draft = BoxDraft("Quitus", "Texte", rules_from_texts("2026", {}))
    >>> [line.name for line in with_groups_applied(draft, [RollLine(1, "Ada")])[1]]
    ['Ada']
    """
    if draft.secrecy is None:
        return draft, list(roll)
    least = max(draft.secrecy.minimum_group, draft.group_terms.minimum_group)
    groups = _still_small(draft, roll, draft.secrecy, least)
    draft = replace(draft, secrecy=Secrecy(least, groups))
    if any(one.way is SmallGroupWay.WHOLE for one in groups.values()):
        return replace(draft, colleges=()), [replace(line, college=None) for line in roll]
    into = {key: one.into for key, one in groups.items() if one.way is SmallGroupWay.MERGED}
    if not into:
        return draft, list(roll)
    colleges = _counted_together(draft.colleges, into)
    return replace(draft, colleges=colleges), [_moved(line, into) for line in roll]


def _still_small(draft: BoxDraft, roll: Sequence[RollLine], secrecy: Secrecy, least: int) -> dict[str, SmallGroup]:
    """What was chosen for the colleges that are small on this roll; each choice is one that the statutes allow."""
    able, names = able_to_vote(roll), {one.id: one.name for one in draft.colleges}
    kept = {}
    for key, group in secrecy.groups.items():
        if key in (names or {"": ""}) and able[key] < least:
            if not draft.rehearsal:
                check_group(SmallCollege(key, names.get(key, ""), able[key]), group, draft.group_terms)
            kept[key] = replace(group, name=names.get(key, ""))
    return kept


def _moved(line: RollLine, into: Mapping[str, str]) -> RollLine:
    return (
        line if line.college is None or line.college not in into else replace(line, college=_last(line.college, into))
    )


def _last(college: str, into: Mapping[str, str]) -> str:
    """Where a college ends when the one it is counted with is itself counted with a third; a circle stops."""
    seen = {college}
    while college in into and into[college] not in seen:
        college = into[college]
        seen.add(college)
    return college


def _counted_together(colleges: Sequence[BoxCollege], into: Mapping[str, str]) -> tuple[BoxCollege, ...]:
    added: dict[str, Fraction] = {}
    for one in colleges:
        if one.id in into:
            last = _last(one.id, into)
            added[last] = added.get(last, Fraction(0)) + one.weight
    left = tuple(
        replace(one, weight=one.weight + added.get(one.id, Fraction(0))) for one in colleges if one.id not in into
    )
    heavy = [one for one in left if one.id in added and one.weight > HIGHEST_WEIGHT]
    if heavy:
        values = {"college": heavy[0].name, "weight": heavy[0].weight, "most": HIGHEST_WEIGHT}
        raise Refused("group-heavy", _HEAVY, rule=6, source="art. 19 octies", **values)
    if len(left) < MINIMUM_COLLEGES:
        raise Refused(
            "group-few-colleges", _FEW, rule=5, source="art. 19 octies", count=len(left), least=MINIMUM_COLLEGES
        )
    return left
