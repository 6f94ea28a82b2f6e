"""What workshops ask of the rooms above, inside the same request.

`workshop_shown.send(subject, at=...)`, with the subject of the workshop ("workshop:4"): what they would show on its page, as a
list of `Shown`.
"""

from dataclasses import dataclass

from blinker import Signal

workshop_shown = Signal("what those above show on the page of a workshop")


@dataclass(frozen=True)
class Shown:
    """A link of another room on the page of a workshop; `detail` in words of the reader, `icon` of the sprite."""

    url: str
    title: str
    detail: str = ""
    icon: str = "star"
