"""Counting a count file, whatever its method; the application and the command line both count through here.

A resolution has two sides and a majority (`resolution.py`). Every other method is a contest between options, behind the
small interface of `methods/interface.py`, counted by `contest_count.py`.
"""

from votes.rules import contest_count, resolution
from votes.rules.contest_result import ContestResult
from votes.rules.count_data import CountFile
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
