"""What makes a file unreadable: each fault names its place (`colleges[3].weight`, counted from 0) and what to do."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

LONGEST_QUOTE: Final = 60


@dataclass(frozen=True)
class Fault:
    """One reason why a file cannot be read, at `path` ("" for the whole file)."""

    path: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


class UnreadableStatutes(Refused):
    """The text is not readable as `scic-statutes/1`; `faults` says where and why, in the order of the file."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(
            "unreadable-statutes",
            N_("The file cannot be read as statutes (scic-statutes/1): correct each line named here and try again."),
        )
        self.faults = tuple(faults)


class Faults:
    """The faults found so far: a reader adds one and answers None, so that one reading names them all."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, path: str, message: str, **values: object) -> None:
        """Note one fault."""
        self.found.append(Fault(path, message, values))


def quoted(value: object) -> str:
    """A value of the file as its author wrote it, shortened where it is long.

    >>> quoted("1/3"), quoted(True), quoted(0.2), quoted({"a": 1})
    ('"1/3"', 'true', '0.2', '{...}')
    """
    if isinstance(value, (dict, list)):
        return "{...}" if isinstance(value, dict) else "[...]"
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (str, bool, float)):
        return _shortened(json.dumps(value, ensure_ascii=False))
    return _shortened(str(value)) if not isinstance(value, int) or abs(value) < 10**40 else "10^40..."


def _shortened(text: str) -> str:
    printable = "".join(letter if letter.isprintable() else "?" for letter in text)
    return printable if len(printable) <= LONGEST_QUOTE else printable[: LONGEST_QUOTE - 1] + "…"


def joined(path: str, key: str) -> str:
    """The path of `key` inside `path`; a key that is not a bare word is quoted.

    >>> joined("", "name"), joined("colleges[3]", "weight"), joined("voting", "a b")
    ('name', 'colleges[3].weight', 'voting."a b"')
    """
    bare = key.replace("_", "").replace("-", "")
    written = key if bare.isascii() and bare.isalnum() else quoted(key)
    return f"{path}.{written}" if path else written
