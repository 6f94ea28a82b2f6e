"""People with a project: what may become of them, and the figures of a year, which name nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from foundation.kernel.sentences import N_


class Outcome(StrEnum):
    """What became of a project."""

    UNDER_WAY = "under_way"
    LAUNCHED = "launched"
    JOINED = "joined"
    GIVEN_UP = "given_up"
    LOST = "lost"


OUTCOMES: dict[Outcome, str] = {
    Outcome.UNDER_WAY: N_("Still being prepared"),
    Outcome.LAUNCHED: N_("Launched"),
    Outcome.JOINED: N_("Joined an existing organisation"),
    Outcome.GIVEN_UP: N_("Given up"),
    Outcome.LOST: N_("No more news"),
}


@dataclass(frozen=True)
class YearFigures:
    """Of those received in a year: how many were sent to somebody, and what became of them (None: nothing told yet)."""

    year: int
    received: int
    sent: int
    outcomes: Mapping[Outcome | None, int]

    @property
    def begun(self) -> int:
        """Projects that began, by themselves or inside an organisation."""
        return self.outcomes.get(Outcome.LAUNCHED, 0) + self.outcomes.get(Outcome.JOINED, 0)

    @property
    def waiting(self) -> int:
        """Those of whom nothing was told yet."""
        return self.outcomes.get(None, 0)


def share_begun(figures: YearFigures) -> Fraction | None:
    """The share of projects that began, among all received in the year; None in a year without anybody.

    >>> share_begun(YearFigures(2026, 4, 3, {Outcome.LAUNCHED: 1, None: 3}))
    Fraction(1, 4)
    >>> share_begun(YearFigures(2026, 0, 0, {})) is None
    True
    """
    return Fraction(figures.begun, figures.received) if figures.received else None
