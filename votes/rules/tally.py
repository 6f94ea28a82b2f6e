"""Adding up the ballots of a resolution, in whole numbers; nothing is weighted here.

Law: an abstention, a blank or a null ballot is no vote cast in a SA (code de commerce L225-98 since loi 2019-744); the
statutes of a SAS or SARL may count abstention otherwise. Blank and null are never expressed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from foundation.kernel.sentences import N_
from votes.rules.count_data import BallotLine, CountFile
from votes.rules.fields import shown
from votes.rules.result import Boxed, InvalidBallots, Reason, Votes
from votes.rules.terms import Abstention

FOR, AGAINST, ABSTAIN, BLANK, NULL = "for", "against", "abstain", "blank", "null"
CHOICES = (FOR, AGAINST, ABSTAIN)
_WORDS = frozenset((*CHOICES, BLANK, NULL))
Cells = Counter[tuple[str | None, str]]


@dataclass(frozen=True)
class Tally:
    """What was in the box: ballots, votes by head of all and of each college, ballots that broke their rule."""

    boxed: Boxed
    votes: Votes
    by_college: Mapping[str, Votes]
    invalid: tuple[InvalidBallots, ...]


def tally(file: CountFile) -> Tally:
    """Add up the ballots of a file.

    Source: code de commerce L225-98 (blank and null are no votes cast). Example: four for, two blank.

    >>> lines = (BallotLine(None, 4, "for"), BallotLine(None, 2, "blank"))
    >>> counted = tally(CountFile("Comptes", "resolution", lines))
    >>> counted.votes.for_, counted.boxed.ballots, counted.boxed.blank
    (4, 6, 2)
    """
    cells, invalid = _add_up(file.ballots)
    by_choice: Counter[str] = Counter()
    for (_, choice), number in cells.items():
        by_choice[choice] += number
    number_invalid = sum(ballots.count for ballots in invalid)
    boxed = Boxed(sum(by_choice.values()) + number_invalid, by_choice[BLANK], by_choice[NULL], number_invalid)
    votes = {college.id: Votes(*(cells[college.id, choice] for choice in CHOICES)) for college in file.colleges}
    return Tally(boxed, Votes(*(by_choice[choice] for choice in CHOICES)), votes, invalid)


def expressed_votes(votes: Votes, abstention: Abstention | None) -> tuple[int, int]:
    """Votes expressed for and against, an abstention counting as the statutes say.

    Article: code de commerce L225-98 as amended by loi 2019-744; statutes clause `abstention`.

    >>> expressed_votes(Votes(3, 2, 5), Abstention.AGAINST)
    (3, 7)
    """
    if abstention is Abstention.FOR:
        return votes.for_ + votes.abstain, votes.against
    if abstention is Abstention.AGAINST:
        return votes.for_, votes.against + votes.abstain
    return votes.for_, votes.against


def _add_up(ballots: Iterable[BallotLine]) -> tuple[Cells, tuple[InvalidBallots, ...]]:
    cells: Cells = Counter()
    invalid: list[InvalidBallots] = []
    for index, (college, number, choice) in enumerate(ballots):
        if isinstance(choice, str) and choice in _WORDS:
            cells[college, choice] += number
        else:
            why = Reason(N_("%(found)s is not a choice of a resolution"), {"found": shown(choice)})
            invalid.append(InvalidBallots(index, number, why))
    return cells, tuple(invalid)
