"""The paper ballots of a secret vote as a person keys them: for one choice a number beside each, else one line a ballot.

A line says how many such ballots there were, then the options by their numbers on the ballot: "3 : 1, 4" (marked), "2 : 1=5,
3=2" (scores, points, words from 0 for the worst), "4 : 2 > 1 > 3" (ranked, "2 = 1 > 3" for equal ranks), "1 : blanc",
"1 : nul". The same ballot on two lines is added up.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from votes.rules.ballot_choices import MARKED, RANKED, RESOLUTION, plain_choice
from votes.rules.contest import Contest
from votes.rules.tally import ABSTAIN, AGAINST, BLANK, FOR, NULL

ONE_CHOICE = frozenset({RESOLUTION, "plurality"})
MOST_LINES = 500
MOST_BALLOTS = 100_000
_WORDS = {"blanc": BLANK, "blank": BLANK, "nul": NULL, "null": NULL, "void": NULL}
_LINE = re.compile(r"\s*(\d{1,6})\s*[:x×]\s*(.+?)\s*")
_UNREADABLE = N_(
    "Line %(line)s cannot be read: “%(text)s”. Write how many ballots, a colon, then the options by their numbers."
)
_OPTION = N_("Line %(line)s names an option that is not on the ballot: “%(text)s”.")
_CHOICE = N_("Line %(line)s is no ballot of this vote: %(why)s")
_MANY = N_("There are more lines than a count may have (%(most)s). Count them in parts, college by college.")


@dataclass(frozen=True)
class PaperLine:
    """Some equal paper ballots."""

    choice: Any
    number: int


def simple_choices(method: str, contest: Contest | None) -> list[str]:
    """The choices of a vote with one choice a ballot, blank and null at the end; none for the others.

    >>> simple_choices("resolution", None)
    ['for', 'against', 'abstain', 'blank', 'null']
    """
    if method not in ONE_CHOICE:
        return []
    first = [FOR, AGAINST, ABSTAIN] if contest is None else list(contest.ids)
    return [*first, BLANK, NULL]


def read_lines(text: str, method: str, contest_text: str, ids: Sequence[str]) -> list[PaperLine]:
    r"""The ballots that were keyed; raises Refused naming the line that is none.

    >>> contest = '{"options":[{"id":"A"},{"id":"B"}]}'
    >>> read_lines("3 : 1, 2\n1 : blanc", "approval", contest, ["A", "B"])
    [PaperLine(choice=['A', 'B'], number=3), PaperLine(choice='blank', number=1)]
    """
    lines = [(place, line) for place, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        raise Refused("paper-many", _MANY, most=MOST_LINES)
    return [_read_line(place, line, _Vote(method, contest_text, ids)) for place, line in lines]


@dataclass(frozen=True)
class _Vote:
    method: str
    contest_text: str
    ids: Sequence[str]


def _read_line(place: int, line: str, vote: _Vote) -> PaperLine:
    found = _LINE.fullmatch(line)
    if found is None:
        raise Refused("paper-line", _UNREADABLE, line=place, text=line.strip())
    number, said = int(found[1]), found[2]
    word = _WORDS.get(said.casefold())
    if word is not None:
        return PaperLine(word, number)
    try:
        choice = plain_choice(vote.method, vote.contest_text, _choice(said, vote.method, vote.ids))
    except KeyError as unknown:
        raise Refused("paper-option", _OPTION, line=place, text=str(unknown.args[0])) from unknown
    except ValueError as fault:
        raise Refused("paper-line", _UNREADABLE, line=place, text=line.strip()) from fault
    except Refused as refused:
        raise Refused("paper-choice", _CHOICE, line=place, why=refused) from refused
    return PaperLine(choice, number)


def _choice(said: str, method: str, ids: Sequence[str]) -> Any:
    if method in RANKED:
        ranks = [[_option(part, ids) for part in rank.split("=")] for rank in said.split(">")]
        return [rank[0] if len(rank) == 1 else rank for rank in ranks]
    parts = [part for part in re.split(r"[,;]", said) if part.strip()]
    if method in MARKED:
        return [_option(part, ids) for part in parts]
    if method in ONE_CHOICE:
        return _option(said, ids)
    pairs = [part.split("=") for part in parts]
    if any(len(pair) != 2 for pair in pairs):
        raise ValueError(said)
    return {_option(option, ids): int(value) for option, value in pairs}


def _option(text: str, ids: Sequence[str]) -> str:
    written = text.strip()
    if not written.isdecimal() or not 0 < int(written) <= len(ids):
        raise KeyError(written)
    return ids[int(written) - 1]


def added_up(lines: Sequence[PaperLine], written: Any) -> dict[str, int]:
    """By the text of the choice (`written` gives it), how many ballots; lines of none are left out.

    >>> added_up([PaperLine("for", 2), PaperLine("for", 1), PaperLine("blank", 0)], str)
    {'for': 3}
    """
    cells: dict[str, int] = {}
    for line in lines:
        if line.number:
            key = written(line.choice)
            cells[key] = cells.get(key, 0) + line.number
    return cells


@dataclass(frozen=True)
class PaperStanding:
    """The paper ballots of one college: how many rights are marked as used on paper, what was counted, whether two agree."""

    college: str
    name: str
    marked: int
    counted: tuple[int, ...] = ()
    agreed: int | None = None

    @property
    def holds(self) -> bool:
        """Whether the vote may be counted as far as this college is concerned."""
        return (self.agreed or 0) == self.marked if self.agreed is not None else not (self.marked or any(self.counted))


_NOT_TWICE = N_(
    "The paper ballots of %(college)s are not counted twice alike: %(marked)s members took one, counted so far: %(counts)s. "
    "Two different persons count them and key the same totals."
)
_NOT_ALL = N_(
    "The paper ballots of %(college)s do not add up: %(marked)s members took one, and %(counted)s are counted. Count again; "
    "what was taken and not given back is counted as null."
)
EVERYBODY = N_("the whole roll")


def refuse_paper(standings: Sequence[PaperStanding], *, box: int = 0) -> None:
    """Raise Refused, with the figures, where the paper ballots do not allow the count of this box.

    Example: two took a ballot on paper, and nobody counted.

    >>> refuse_paper([PaperStanding("a", "Salariés", 0)])
    >>> refuse_paper([PaperStanding("a", "Salariés", 2, (2, 2), 2)])
    >>> refuse_paper([PaperStanding("a", "Salariés", 3, (2, 2), 2)])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: The paper ballots of Salariés do not add up: 3 members took one, and 2 are counted...
    """
    for one in standings:
        if one.holds:
            continue
        named: dict[str, Any] = {"college": one.name or EVERYBODY, "marked": one.marked, "box": box}
        if one.agreed is None:
            counts = ", ".join(str(number) for number in one.counted) or "0"
            raise Refused("paper-twice", _NOT_TWICE, rule=46, counts=counts, **named)
        raise Refused("paper-total", _NOT_ALL, rule=46, counted=one.agreed, **named)
