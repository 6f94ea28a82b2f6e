"""Out of how many: those entitled, ballots, and what they held, in all and by college, for a vote of any method."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from votes.rules.published import TONES
from votes.rules.published_contest import Counts


@dataclass(frozen=True)
class CountLine:
    """The counts of one college, or of everybody (`tone` is then None)."""

    name: str
    counts: Counts
    tone: int | None = None
    weight: Fraction | None = None

    @property
    def part(self) -> Fraction:
        """The turnout, of those entitled."""
        return Fraction(self.counts.ballots, self.counts.entitled) if self.counts.entitled else Fraction(0)


def count_lines(
    stored: Mapping[str, Any],
    count_file: str,
    colleges: Sequence[Mapping[str, Any]],
    entitled: Mapping[str, int],
) -> list[CountLine]:
    """A line a college, then everybody.

    >>> stored = {"ballots": 3, "valid": 2, "blank": 1, "null": 0, "invalid": 0, "by_college": {}}
    >>> count_lines(stored, '{"ballots": []}', [], {"": 4})[0].part
    Fraction(3, 4)
    """
    unexpressed = _unexpressed(count_file) if "for" in stored else {}
    lines = [
        CountLine(
            one["name"],
            _of_college(one["id"], stored["by_college"][one["id"]], unexpressed, entitled[one["id"]]),
            index % TONES + 1,
            Fraction(one["weight"]),
        )
        for index, one in enumerate(colleges)
    ]
    return [*lines, CountLine("", _counts(stored, sum(entitled.values())))]


def _counts(data: Mapping[str, Any], entitled: int) -> Counts:
    return Counts(entitled, data["ballots"], data["valid"], data["blank"], data["null"], data["invalid"])


def _of_college(
    college: str, line: Mapping[str, Any], unexpressed: Mapping[tuple[str, str], int], entitled: int
) -> Counts:
    """A contest stores its counts by college; of a resolution they are in its count file."""
    if "valid" in line:
        return _counts(line, entitled)
    valid = line["for"] + line["against"] + line["abstain"]
    blank, null = unexpressed.get((college, "blank"), 0), unexpressed.get((college, "null"), 0)
    return Counts(entitled, valid + blank + null, valid, blank, null, 0)


def _unexpressed(count_file: str) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for line in json.loads(count_file)["ballots"]:
        if line["choice"] in ("blank", "null"):
            key = (line.get("college", ""), line["choice"])
            found[key] = found.get(key, 0) + line["count"]
    return found
