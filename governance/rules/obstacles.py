"""What stands in the way of an act, in words, with the rule and its article."""

from dataclasses import dataclass, field
from typing import Any

from foundation.kernel.errors import Refused


@dataclass(frozen=True)
class Obstacle:
    """One thing that blocks an act or only warns about it.

    `rule` is the number of the compliance table (0 where no table row speaks of it); `message` an English sentence.
    """

    rule: int
    blocks: bool
    message: str
    source: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    def refusal(self, code: str) -> Refused:
        """The same as an error to raise."""
        return Refused(code, self.message, rule=self.rule or None, source=self.source, **self.values)


def refuse_if_blocked(obstacles: list[Obstacle], code: str) -> None:
    """Raise the first blocking obstacle, if any."""
    for obstacle in obstacles:
        if obstacle.blocks:
            raise obstacle.refusal(code)
