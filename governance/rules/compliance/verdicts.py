"""The answer of one check: a state, figures inside a sentence, the article, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from foundation.kernel.money import Money
from foundation.kernel.ratio import format_ratio
from foundation.kernel.sentences import N_, sentence

LISTED = 12


class State(StrEnum):
    """What a check found. UNKNOWN is said, never hidden: the figures it needs are not recorded yet."""

    BLOCKS = "blocks"
    WARNS = "warns"
    UNKNOWN = "unknown"
    OK = "ok"
    NOT_APPLICABLE = "not_applicable"


STATE_NAMES: dict[State, str] = {
    State.BLOCKS: N_("Not in order"),
    State.WARNS: N_("To watch"),
    State.UNKNOWN: N_("Not known yet"),
    State.OK: N_("In order"),
    State.NOT_APPLICABLE: N_("Does not apply"),
}


@dataclass(frozen=True)
class Detail:
    """One more sentence under the first: a msgid and its figures."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """One check answered. `message` and `action` are msgids; `values` are the figures; `action` is empty when all is well.

    `source` is empty where the article is that of the table (`table.py`); `members` are the numbers of those meant.
    """

    rule: int
    state: State
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    source: str = ""
    action: str = ""
    details: tuple[Detail, ...] = ()
    members: tuple[int, ...] = ()

    def said(self, lang: str) -> str:
        """The sentence with its figures, in "fr" or "en"."""
        return sentence(lang, self.message, self.values)

    def figures(self) -> dict[str, object]:
        """The figures as JSON holds them: cents as integers (`..._cents`), days as 2026-12-31, fractions as 1/4.

        >>> ok(15, "", floor=Money(6_250_000), due=date(2026, 6, 30), part=Fraction(1, 2), count=3).figures()
        {'floor_cents': 6250000, 'due': '2026-06-30', 'part': '1/2', 'count': 3}
        """
        told = dict(_plain(name, value) for name, value in self.values.items())
        if self.members:
            told["numbers"] = list(self.members)
        return told


def _plain(name: str, value: object) -> tuple[str, object]:
    if isinstance(value, Money):
        return f"{name}_cents", value.cents
    if isinstance(value, Fraction):
        return name, format_ratio(value)
    if isinstance(value, date):
        return name, value.isoformat()
    return name, value if isinstance(value, int | str) else str(value)


def ok(rule: int, message: str, **values: object) -> Verdict:
    """The rule is kept."""
    return Verdict(rule, State.OK, message, values)


def warns(rule: int, message: str, action: str, **values: object) -> Verdict:
    """Something is wrong or nearly so, and nothing is stopped by it."""
    return Verdict(rule, State.WARNS, message, values, action=action)


def blocks(rule: int, message: str, action: str, **values: object) -> Verdict:
    """The law is broken, or an operation is refused until this is put right."""
    return Verdict(rule, State.BLOCKS, message, values, action=action)


def not_applicable(rule: int, message: str, **values: object) -> Verdict:
    """The rule is not one of this cooperative, or of this moment."""
    return Verdict(rule, State.NOT_APPLICABLE, message, values)


def unknown(rule: int, message: str, action: str = "", **values: object) -> Verdict:
    """What the check needs is not recorded."""
    return Verdict(rule, State.UNKNOWN, message, values, action=action)


def listed(numbers: tuple[int, ...]) -> dict[str, object]:
    """How many members are meant, and the numbers of the first.

    >>> listed((4, 7))
    {'count': 2, 'numbers': '4, 7'}
    """
    told = ", ".join(str(number) for number in numbers[:LISTED])
    return {"count": len(numbers), "numbers": f"{told}…" if len(numbers) > LISTED else told}
