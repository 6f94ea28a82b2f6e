"""Counting a count file, whatever its method; the application and the command line both count through here.

A resolution has two sides and a majority (`resolution.py`). Every other method is a contest between options, behind the
small interface of `methods/interface.py`, counted by `contest_count.py`.
"""

import json
from collections.abc import Iterable
from dataclasses import replace

from votes.rules import contest_count, resolution
from votes.rules.adding_up import TextCell
from votes.rules.contest_result import ContestResult
from votes.rules.count_data import BallotLine, CountFile
from votes.rules.result import Result

RESOLUTION = "resolution"


def count(file: CountFile) -> Result | ContestResult:
    """Count a file that `count_file.parse` accepted.

    Raises UnreadableCountFile where a policy turns out to be needed that the file does not state: it is never guessed.

    >>> from votes.rules.count_file import parse
    >>> text = '{"format": "scic-count/1", "title": "Siège", "method": "plurality", "options": [{"id": "A"}], '
    >>> count(parse(text + '"ballots": [{"choice": "A"}]}')).decision.winners
    ('A',)
    """
    return resolution.count(file) if file.method == RESOLUTION else contest_count.count(file)


def count_cells(file: CountFile, cells: Iterable[TextCell]) -> Result | ContestResult:
    """The same from ballots that a database grouped: (college, JSON text of the choice, number of ballots).

    The ballots of the file are left aside; the college is None where there are none. Raises as `count` does, and
    ValueError where a text is no JSON.

    >>> from votes.rules.count_file import parse
    >>> text = '{"format": "scic-count/1", "title": "Quitus", "method": "resolution", "base": "expressed", '
    >>> file = parse(text + '"abstention": "excluded", "majority": {"over": "1/2"}, "ballots": []}')
    >>> count_cells(file, [(None, '"for"', 3), (None, '"against"', 2)]).adopted
    True
    """
    if file.method != RESOLUTION:
        return contest_count.count_cells(file, cells)
    lines = tuple(BallotLine(college, number, json.loads(text)) for college, text, number in cells)
    return resolution.count(replace(file, ballots=lines))
