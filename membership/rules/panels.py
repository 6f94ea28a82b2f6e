"""What those above show of a member on its card: some figures, and dated lines, each in a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from membership.rules.proposals import Act


@dataclass(frozen=True)
class PanelLine:
    """One dated line: since when it is true, what happened, and the sentence that details it with its values."""

    on: date
    title: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Panel:
    """One box of the card: its title, who may read it, figures (label, value), lines newest first, where to go on."""

    code: str
    title: str
    permission: StrEnum
    figures: tuple[tuple[str, object], ...] = ()
    lines: tuple[PanelLine, ...] = ()
    acts: tuple[Act, ...] = ()
