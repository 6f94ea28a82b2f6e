"""Who holds a running job: machine, process, and a word drawn when that process started.

A process that is gone can be told from one that is slow, on the same machine, without waiting for its lease to end.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Holder:
    """The process that claims jobs."""

    machine: str
    process: int
    boot: str

    def claim(self, turn: str) -> str:
        """The text kept in the row: the holder, then one word for this claim.

        >>> Holder("desk", 12, "ab").claim("9f")
        'desk:12:ab:9f'
        """
        return f"{self.machine}:{self.process}:{self.boot}:{turn}"


def holder_of(claim: str) -> Holder | None:
    """Who made a claim; None for a text that is none.

    >>> holder_of("desk:12:ab:9f")
    Holder(machine='desk', process=12, boot='ab')
    """
    machine, *rest = claim.rsplit(":", 3)
    if len(rest) != 3 or not rest[0].isdecimal():
        return None
    return Holder(machine, int(rest[0]), rest[1])


def is_gone(claim: str, *, here: Holder, alive: bool) -> bool:
    """Whether the holder of `claim` died on this machine. `alive`: a process of its number exists.

    >>> me = Holder("desk", 12, "ab")
    >>> is_gone("desk:7:cd:1", here=me, alive=False), is_gone("desk:12:old:1", here=me, alive=True)
    (True, True)
    >>> is_gone("desk:12:ab:1", here=me, alive=True), is_gone("elsewhere:7:cd:1", here=me, alive=False)
    (False, False)
    """
    holder = holder_of(claim)
    if holder is None or holder.machine != here.machine:
        return False
    if holder.process == here.process:
        return holder.boot != here.boot
    return not alive
