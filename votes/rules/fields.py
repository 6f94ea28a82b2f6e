"""Typed reading of one JSON object: each wrong value becomes a fault at its path, and reading goes on."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar, cast

from foundation.kernel.ratio import parse_ratio
from foundation.kernel.sentences import N_
from votes.rules.faults import Fault
from votes.rules.strict_json import EXPECTED_FRACTION

Word = TypeVar("Word", bound=StrEnum)
LARGEST = 10**12

MISSING = N_("%(key)s is missing")
_TEXT = N_("text between quotes")
_COUNT = N_("a whole number, from 0 to %(largest)s")
_PLAIN_TEXT = N_("text between quotes, on one line and without control characters")
_ONE_OF = N_("one of: %(allowed)s")


def shown(value: object) -> str:
    """A wrong value as a person wrote it, short enough for one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    text = " ".join(str(value).split())
    text = text if len(text) <= 40 else text[:39] + "…"
    return f'"{text}"' if isinstance(value, str) else text


class Fields:
    """The keys of one JSON object at `path`; faults go to the list that all objects of a file share."""

    def __init__(self, path: str, data: Mapping[str, object], faults: list[Fault]) -> None:
        self.path = path
        self.data = data
        self.faults = faults

    def refuse(self, key: str, message: str, expected: str, **values: object) -> None:
        """Note a fault at one key of this object."""
        self.faults.append(Fault(f"{self.path}.{key}", message, expected, {"key": key} | values))

    def wrong(self, key: str, expected: str, **values: object) -> None:
        """Note that the value of `key` is not what it should be."""
        self.refuse(key, N_("%(found)s cannot be taken"), expected, found=shown(self.data[key]), **values)

    def present(self, key: str, expected: str, *, required: bool) -> bool:
        """Whether the key is there; its absence is a fault where it is required."""
        if key in self.data:
            return True
        if required:
            self.refuse(key, MISSING, expected)
        return False

    def text(self, key: str) -> str | None:
        """A required, non-empty text."""
        if not self.present(key, _TEXT, required=True):
            return None
        value = self.data[key]
        if isinstance(value, str) and value.strip():
            return value
        self.wrong(key, _TEXT)
        return None

    def identifier(self, key: str) -> str | None:
        """A required text that stands in a table that is read aloud: nothing in it may look like another line."""
        value = self.text(key)
        if value is None or value.isprintable():
            return value
        self.wrong(key, _PLAIN_TEXT)
        return None

    def count(self, key: str) -> int | None:
        """An optional whole number from 0 to LARGEST."""
        if key not in self.data:
            return None
        value = self.data[key]
        if is_count(value):
            return cast("int", value)
        self.wrong(key, _COUNT, largest=LARGEST)
        return None

    def ratio(self, key: str, expected: str, *, required: bool) -> Fraction | None:
        """An exact fraction between 0 and 1, as text or a whole number."""
        if not self.present(key, expected, required=required):
            return None
        value = exact(self.data[key])
        if value is None:
            self.wrong(key, EXPECTED_FRACTION)
        elif 0 <= value <= 1:
            return value
        else:
            self.wrong(key, expected)
        return None

    def choice(self, key: str, words: type[Word]) -> Word | None:
        """An optional word of a closed list."""
        if key not in self.data:
            return None
        value = self.data[key]
        allowed = [word.value for word in words]
        if isinstance(value, str) and value in allowed:
            return words(value)
        self.wrong(key, _ONE_OF, allowed=", ".join(allowed))
        return None

    def refuse_unknown(self, known: frozenset[str]) -> None:
        """Note every key that the format does not know here."""
        for key in self.data:
            if key not in known:
                expected = N_("one of the keys of the format: %(allowed)s")
                self.refuse(key, N_("the key %(key)s is unknown"), expected, allowed=", ".join(sorted(known)))


def is_count(value: object) -> bool:
    """Whether a JSON value is a number of ballots or of people: whole, not negative, and of this world."""
    return type(value) is int and 0 <= value <= LARGEST


def exact(value: object) -> Fraction | None:
    """The exact number that a JSON value writes, or None."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, str):
        try:
            return parse_ratio(value)
        except ValueError:
            return None
    return None
