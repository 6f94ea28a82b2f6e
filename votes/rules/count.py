"""Counting a count file: one small interface that every counting method fulfils, and the list of those built.

A new method is one module with a `count` of its own and one line in `METHODS`; its name joins `count_file.COUNTED`.
"""

from typing import Protocol

from votes.rules import resolution
from votes.rules.count_data import CountFile
from votes.rules.result import Result


class Method(Protocol):
    """What a counting method is: a pure count of a whole file."""

    def __call__(self, file: CountFile) -> Result:
        """Count; raises UnreadableCountFile where the count needs a policy that the file does not state."""


METHODS: dict[str, Method] = {"resolution": resolution.count}


def count(file: CountFile) -> Result:
    """Count a file that `count_file.parse` accepted; the application and the command line both count through here.

    Raises UnreadableCountFile where a policy turns out to be needed that the file does not state: it is never guessed.
    """
    return METHODS[file.method](file)
