"""The answer of one check: a state, figures inside a sentence, the article, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from foundation.kernel.sentences import N_


class State(StrEnum):
    """What a check found. UNKNOWN is said, never hidden: the figures it needs are not recorded yet."""

    OK = "ok"
    WARNS = "warns"
    BLOCKS = "blocks"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


STATE_NAMES: dict[State, str] = {
    State.OK: N_("In order"),
    State.WARNS: N_("To watch"),
    State.BLOCKS: N_("Not in order"),
    State.NOT_APPLICABLE: N_("Does not apply"),
    State.UNKNOWN: N_("Not known yet"),
}


@dataclass(frozen=True)
class Verdict:
    """One check answered. `message` and `action` are msgids; `values` are the figures; `action` is empty when all is well."""

    rule: int
    state: State
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    source: str = ""
    action: str = ""


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
