"""May this box be opened? Rules 6, 7 and 8 of the compliance table; nothing is guessed and nothing is left out.

Law: loi 47-1775 art. 19 octies (colleges, weights); every right belongs to exactly one college at the record date.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from json import dumps

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_, DayFirst
from votes.rules.ballot_choices import LONGEST, RESOLUTION, contest_of_data, fullest_choice
from votes.rules.contest import Contest
from votes.rules.count_data import College
from votes.rules.count_file import parse
from votes.rules.faults import UnreadableCountFile
from votes.rules.method_keys import CARRIES
from votes.rules.opened_file import lacks_a_side, opened_file
from votes.rules.roll import MERGE, BoxCollege, BoxDraft, RollLine, Via, VotingRulesSnapshot
from votes.rules.secrecy import LEAST_GROUP, Secrecy
from votes.rules.terms import Base, Carry

COLLEGES_ARTICLE = "loi 47-1775 art. 19 octies"
_NAMED = 5
_NO_SIDE = N_(
    "A vote among options cannot be counted by these statutes: colleges vote as a block (voting.carry), and a tied college "
    "goes “against” (voting.college_tie), a side that no option is. Choose another method than “One choice”, or adopt "
    "statutes where voting.college_tie is “void” or “split”."
)
_LONG_BALLOT = N_(
    "The vote cannot open: with %(options)s options its fullest ballot is longer than the %(longest)s characters that are "
    "kept. Put fewer options to the vote, or choose another method."
)
_UNCOUNTABLE = N_("The vote cannot open: it could not be counted. In its count file: %(why)s.")


def check_opening(draft: BoxDraft, roll: Sequence[RollLine], *, at: datetime) -> None:
    """Raise Refused where the box may not be opened: the sentence names what is missing or who.

    Source: loi 47-1775 art. 19 octies; rules 6, 7 and 8. Example: statutes that do not say what an abstention is.

    >>> from datetime import UTC
    >>> from votes.rules.roll import rules_from_texts
    >>> rules = rules_from_texts("2026", {"base": "expressed", "majority": {"over": "1/2"}})
    >>> draft, at = BoxDraft("Quitus", "Texte", rules), datetime(2026, 6, 12, tzinfo=UTC)
    >>> check_opening(draft, [RollLine(1, "Ada")], at=at)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: ...the statutes in force (2026) do not say: assemblies.abstention...
    """
    _check_question(draft, at)
    _check_rules(draft.rules, draft.method, with_colleges=bool(draft.colleges))
    _check_roll(roll)
    if draft.colleges:
        _check_weights(draft)
        _check_assignment(draft, roll)
    _check_file(draft, None if draft.colleges else len(roll))
    if draft.secrecy is not None and not draft.rehearsal:
        _check_groups(draft, draft.secrecy, roll)


def small_groups(
    colleges: Sequence[BoxCollege], secrecy: Secrecy, roll: Sequence[RollLine]
) -> Iterator[tuple[BoxCollege | None, int]]:
    """The colleges (None: the whole roll) in which fewer may vote than the smallest group, and how many, nothing chosen.

    Source: rule 46; CNIL 2019-053. Example: two voters without colleges.

    >>> list(small_groups((), Secrecy(5), [RollLine(1, "Ada"), RollLine(2, "Zoé")]))
    [(None, 2)]
    """
    able = Counter(line.college for line in roll if line.via is not Via.NONE)
    for college in colleges or (None,):
        voters = able[college.id if college else None]
        if voters < secrecy.minimum_group and secrecy.way_of(college.id if college else "") is None:
            yield college, voters


def _check_groups(draft: BoxDraft, secrecy: Secrecy, roll: Sequence[RollLine]) -> None:
    if secrecy.minimum_group < LEAST_GROUP:
        message = N_("A secret vote keeps groups of at least %(least)s voters secret, and never fewer.")
        raise Refused("box-minimum-group", message, rule=46, least=LEAST_GROUP)
    small = [(college, voters) for college, voters in small_groups(draft.colleges, secrecy, roll) if voters]
    if small:
        message = N_(
            "The secret vote cannot open: %(groups)s, under the smallest group of %(least)s: the total would tell who "
            "voted how. Choose for each what the bureau decides: an open vote of that college with the written consent "
            "of its members, or limited secrecy that each of them accepts."
        )
        groups = ", ".join(f"{college.name if college else ''} ({voters})".strip() for college, voters in small)
        raise Refused("box-small-group", message, rule=46, groups=groups, least=secrecy.minimum_group)


def _check_question(draft: BoxDraft, at: datetime) -> None:
    if not draft.title.strip():
        raise Refused("box-title", N_("The vote has no title. Give it one: members see it on their ballot."))
    if (draft.contest is None) is not (draft.method == RESOLUTION):
        message = N_("The vote cannot open: the method %(method)s needs its options, and a resolution has none.")
        raise Refused("box-method", message, method=draft.method)
    if draft.contest is not None and not draft.contest.options:
        raise Refused("box-options", N_("The vote cannot open: there is nothing to choose among. Write its options."))
    if draft.contest is not None:
        _check_contest(draft, draft.contest)
    if draft.secrecy is not None and draft.replaceable:
        message = N_("The vote cannot open: nothing links a secret ballot to its voter, so that it cannot be replaced.")
        raise Refused("box-secret-final", message)
    if draft.closes_at is not None and draft.closes_at <= at:
        message = N_("The vote would close before it opens, on %(closes_at)s. Choose a later time.")
        raise Refused("box-closing", message, closes_at=draft.closes_at)


def _check_contest(draft: BoxDraft, contest: Contest) -> None:
    """What a box is opened with is read back from its text at each ballot: it must be a contest of the format.

    Whatever a voter chooses among its options is kept: the fullest ballot is measured now, and nobody meets its end later.
    """
    try:
        contest_of_data(draft.method, draft.contest_json())
    except ValueError as fault:
        message = N_(
            "The vote cannot open: its options or its rules are not those of the method %(method)s. Correct them."
        )
        raise Refused("box-contest", message, method=draft.method) from fault
    fullest = dumps(fullest_choice(draft.method, contest), separators=(",", ":"), ensure_ascii=False)
    if len(fullest) > LONGEST:
        raise Refused("box-ballot-long", _LONG_BALLOT, options=len(contest.options), longest=LONGEST)


def _check_rules(rules: VotingRulesSnapshot, method: str, *, with_colleges: bool) -> None:
    missing = list(missing_policies(rules, with_colleges=with_colleges, method=method))
    if missing:
        message = N_(
            "The vote cannot open: the statutes in force (%(version)s) do not say: %(keys)s. The software never "
            "guesses it. Adopt statutes that state it, then open the vote."
        )
        raise Refused("box-policy", message, rule=8, keys=", ".join(missing), version=DayFirst(rules.statutes_version))
    if with_colleges:
        check_sides(rules, method)
    if method == RESOLUTION and with_colleges and rules.base in (Base.PRESENT, Base.ENTITLED):
        message = N_(
            "The vote cannot open: with colleges the majority is taken of the weights (base expressed or all), and the "
            "statutes say %(base)s. Adopt statutes that state another base."
        )
        raise Refused("box-base", message, rule=8, base=str(rules.base))


def check_sides(rules: VotingRulesSnapshot, method: str) -> None:
    """Raise Refused where the statutes send a tied college to a side that a vote among options has not.

    Source: the statutes (`voting.carry`, `voting.college_tie`). Example: a plurality by blocks, ties against.

    >>> from votes.rules.roll import rules_from_texts
    >>> rules = rules_from_texts("2026", {"carry": "block", "college_tie": "against"})
    >>> check_sides(rules, "plurality")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: A vote among options cannot be counted by these statutes: colleges vote as a block...
    """
    if lacks_a_side(rules, method):
        raise Refused("box-college-tie", _NO_SIDE, rule=8)


def _check_file(draft: BoxDraft, people: int | None) -> None:
    """Whatever else it is opened with, the format of the count file must take it: a vote that opens can be counted.

    `people`: how many have a right, None where they are said by college.
    """
    colleges = [College(one.id, one.weight) for one in draft.colleges]
    file = opened_file(draft.title, draft.rules, draft.contest, method=draft.method, colleges=colleges)
    try:
        parse(replace(file, entitled=people, present=people).as_text())
    except UnreadableCountFile as unreadable:
        raise Refused("box-uncountable", _UNCOUNTABLE, why=str(unreadable)) from unreadable


def missing_policies(rules: VotingRulesSnapshot, *, with_colleges: bool, method: str = RESOLUTION) -> Iterator[str]:
    """The keys of the statutes file that a vote needs and the statutes do not state.

    Source: rule 8 of the compliance table. Example: statutes that state nothing lack all three without colleges.

    >>> silent = VotingRulesSnapshot("2026", majority=None, base=None, abstention=None)
    >>> list(missing_policies(silent, with_colleges=False))
    ['assemblies.majority', 'assemblies.abstention', 'voting.base']
    """
    needed: list[tuple[str, object]] = []
    if method == RESOLUTION:
        needed += [
            ("assemblies.majority", rules.majority),
            ("assemblies.abstention", rules.abstention),
            ("voting.base", rules.base),
        ]
    if with_colleges:
        carried = method in CARRIES
        needed += [("voting.carry", rules.carry)] if carried else []
        needed += [("voting.empty_college", rules.empty_college), ("voting.silent_college", rules.silent_college)]
        if carried and rules.carry is Carry.BLOCK:
            needed.append(("voting.college_tie", rules.college_tie))
    return (key for key, value in needed if value is None)


def _check_roll(roll: Sequence[RollLine]) -> None:
    if not roll:
        raise Refused("box-roll", N_("The vote cannot open: nobody is entitled to vote. Check the roll first."))
    rights = Counter((line.member_number, line.college) for line in roll)
    twice = sorted({number for (number, _), times in rights.items() if times > 1})
    if twice:
        message = N_("The vote cannot open: these members are on the roll twice: %(members)s. Correct the roll first.")
        raise Refused("box-roll-twice", message, members=", ".join(f"n° {number}" for number in twice[:_NAMED]))
    loose = [line for line in roll if line.via is Via.NONE and line.accounts]
    if loose:
        message = N_("The vote cannot open: the right of %(member)s is in nobody's hand and has a holder all the same.")
        raise Refused("box-roll-holder", message, member=loose[0].name)


def _check_weights(draft: BoxDraft) -> None:
    total = sum((college.weight for college in draft.colleges), Fraction(0))
    if total != 1:
        message = N_(
            "The vote cannot open: the weights of the colleges sum to %(total)s and not to 1. Correct them in the "
            "statutes."
        )
        raise Refused("box-weights", message, rule=6, source=COLLEGES_ARTICLE, total=total)


def _check_assignment(draft: BoxDraft, roll: Sequence[RollLine]) -> None:
    known = {college.id for college in draft.colleges}
    lost = [line for line in roll if line.college not in known]
    if lost:
        message = N_(
            "The vote cannot open: %(count)s members are in no college of this vote (%(members)s). Assign each to one "
            "college, dated before the record date, then open the vote."
        )
        names = ", ".join(line.name for line in lost[:_NAMED]) + ("…" if len(lost) > _NAMED else "")
        raise Refused("box-college", message, rule=7, source=COLLEGES_ARTICLE, count=len(lost), members=names)
    empty = sorted(known - {line.college for line in roll})
    if empty and draft.rules.empty_college == MERGE:
        message = N_(
            "The vote cannot open: nobody is in %(colleges)s, and the statutes merge such a college with another one. "
            "Draw up the roll again with the merged colleges."
        )
        raise Refused("box-merge", message, rule=8, colleges=", ".join(empty))
