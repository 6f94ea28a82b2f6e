"""Hosts and territories rotate: who received the group twice while others did not is told, as a hint.

Source: the founding study of the pole (meetings rotate among the organisations and the territories).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from foundation.kernel.sentences import N_


@dataclass(frozen=True)
class Visit:
    """A session that took or takes place: the host's name and the territory, empty where unknown."""

    host: str
    territory: str = ""


@dataclass(frozen=True)
class Hint:
    """A sentence with its values."""

    message: str
    values: dict[str, object]


def rotation_hints(visits: Sequence[Visit], others: Iterable[str] = ()) -> list[Hint]:
    """A hint for each host that receives twice or more, and one where every session is in one territory.

    `others`: organisations of the group that have not received it; the first of them is proposed.

    >>> rotation_hints([Visit("Ti Coz"), Visit("Ti Coz"), Visit("Roue Libre")], ["Emglev"])[0].values["times"]
    2
    >>> rotation_hints([Visit("Ti Coz"), Visit("Roue Libre")])
    []
    """
    times = Counter(one.host for one in visits if one.host)
    free = next((name for name in others if name not in times), "")
    hints = [_twice(host, count, free) for host, count in times.items() if count > 1]
    grounds = [one.territory for one in visits if one.territory]
    if len(grounds) > 1 and len(grounds) == len(visits) and len(set(grounds)) == 1:
        words = N_("All %(times)s sessions are in %(territory)s: the next one could be elsewhere.")
        hints.append(Hint(words, {"times": len(grounds), "territory": grounds[0]}))
    return hints


def _twice(host: str, count: int, free: str) -> Hint:
    if free:
        words = N_("%(host)s receives the group %(times)s times: %(other)s could receive the next one.")
        return Hint(words, {"host": host, "times": count, "other": free})
    words = N_("%(host)s receives the group %(times)s times: another organisation could receive the next one.")
    return Hint(words, {"host": host, "times": count})
