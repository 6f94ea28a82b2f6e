"""From what was typed on a ballot to the choice that goes into the box; every slip is told beside its option."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from foundation.kernel.sentences import N_
from votes.rules.contest import Contest, Points
from votes.rules.papers import EQUAL_RANKS, Ask, ask_of, ids_of
from votes.rules.tally import BLANK
from votes.rules.written import Written, ranks_of

NO_WORD = N_("Choose for, against, abstain or blank, then cast your ballot.")
NO_CONSENT = N_("Choose: consent, object or stand aside.")
NO_OPTION = N_("Choose one option, or vote blank.")
NO_SCORE = N_("Give a score to one option at least, or vote blank.")
NO_GRADE = N_("Give a grade to one option at least, or vote blank.")
NO_RANK = N_("Rank one option at least, or vote blank.")
NO_POINT = N_("Give one point at least, or vote blank.")
EACH_GRADE = N_("Give this option a grade: without one the ballot would not count.")
NUMBER = N_("Write a whole number from %(least)s to %(most)s, or nothing.")
TWICE = N_("Rank %(rank)s is given to several options: give each a rank of its own.")
MANY_POINTS = N_("You gave %(found)s points, and you have %(most)s: take back %(over)s.")
FEW_OPTIONS = N_("Share your points among %(least)s options at least: they are on %(found)s.")
MANY_MARKS = N_("Options ticked: %(found)s, and at most %(most)s may be: take off %(over)s.")
FEW_MARKS = N_("Options ticked: %(found)s, and at least %(least)s are needed.")
Numbers = dict[str, int]


@dataclass(frozen=True)
class Slip:
    """One thing to correct on a ballot: beside which option (empty: the whole ballot), and an English msgid with its values."""

    option: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


Read = tuple[Any, tuple[Slip, ...]]


def choice_of(method: str, contest: Contest | None, written: Written) -> Read:
    """The choice of a ballot, and what is to be corrected before it may be cast.

    >>> from votes.rules.contest import Option
    >>> three = Contest((Option("A"), Option("B"), Option("C")))
    >>> choice_of("schulze", three, Written({"A": "2", "B": "1", "C": "2"}))
    (['B', ['A', 'C']], ())
    >>> choice_of("irv", three, Written({"A": "1", "B": "1"}))[1][0].message
    'Rank %(rank)s is given to several options: give each a rank of its own.'
    """
    if written.blank:
        return BLANK, ()
    ask = ask_of(method)
    if contest is None or ask is Ask.ONE:
        return _one(contest, written)
    if ask is Ask.RANKS:
        return _ranks(method, contest, written)
    return _READERS[ask](contest, written)


def _one(contest: Contest | None, written: Written) -> Read:
    ticked = [option for option in ids_of(contest) if option in written.marks]
    if len(ticked) == 1:
        return ticked[0], ()
    return None, (Slip("", NO_OPTION if contest else NO_WORD),)


def _several(contest: Contest, written: Written) -> Read:
    ticked = [option for option in contest.ids if option in written.marks]
    found, marks = len(ticked), contest.marks
    if marks.max is not None and found > marks.max:
        return ticked, (Slip("", MANY_MARKS, {"found": found, "most": marks.max, "over": found - marks.max}),)
    if found < marks.min:
        return ticked, (Slip("", FEW_MARKS, {"found": found, "least": marks.min}),)
    return ticked, ()


def _numbers(contest: Contest, written: Written, least: int, most: int) -> tuple[Numbers, list[Slip]]:
    numbers: Numbers = {}
    slips = []
    for option in contest.ids:
        if not written.marks.get(option, "").strip():
            continue
        number = written.number(option)
        if number is None or not least <= number <= most:
            slips.append(Slip(option, NUMBER, {"least": least, "most": most}))
        else:
            numbers[option] = number
    return numbers, slips


def _scores(contest: Contest, written: Written) -> Read:
    numbers, slips = _numbers(contest, written, 0, contest.max_score)
    return numbers, tuple(slips or _nothing(numbers, NO_SCORE))


def _grades(contest: Contest, written: Written) -> Read:
    numbers, slips = _numbers(contest, written, 0, len(contest.grades) - 1)
    if contest.default_grade is None:
        slips += [Slip(option, EACH_GRADE) for option in contest.ids if option not in numbers]
    return numbers, tuple(slips or _nothing(numbers, NO_GRADE))


def _points(contest: Contest, written: Written) -> Read:
    rule = contest.points or Points(0, 0)
    numbers, slips = _numbers(contest, written, 0, rule.max_per_option)
    given = {option: number for option, number in numbers.items() if number}
    return given, tuple(slips or _nothing(given, NO_POINT) or _shared(rule, given))


def _shared(rule: Points, given: Numbers) -> list[Slip]:
    found = sum(given.values())
    if found > rule.total:
        return [Slip("", MANY_POINTS, {"found": found, "most": rule.total, "over": found - rule.total})]
    if len(given) < rule.min_options:
        return [Slip("", FEW_OPTIONS, {"found": len(given), "least": rule.min_options})]
    return []


def _ranks(method: str, contest: Contest, written: Written) -> Read:
    numbers, slips = _numbers(contest, written, 1, len(contest.options))
    groups = ranks_of(contest.ids, written)
    choice = [group[0] if len(group) == 1 else group for group in groups]
    shared = [] if method in EQUAL_RANKS else [group for group in groups if len(group) > 1]
    twice = [Slip(option, TWICE, {"rank": numbers.get(option, 0)}) for group in shared for option in group]
    return choice, tuple(slips or twice or _nothing(numbers, NO_RANK))


def _nothing(numbers: Numbers, message: str) -> list[Slip]:
    return [] if numbers else [Slip("", message)]


_READERS: dict[Ask, Callable[[Contest, Written], Read]] = {
    Ask.SEVERAL: _several,
    Ask.SCORES: _scores,
    Ask.GRADES: _grades,
    Ask.POINTS: _points,
}
