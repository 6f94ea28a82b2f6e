"""What the desk should look at: consequences of facts, proposed and never done by themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from foundation.kernel.sentences import N_


@dataclass(frozen=True)
class Act:
    """One way to settle a proposal: its name, and the page that does it (name of the view and its values)."""

    label: str
    page: str
    values: Mapping[str, object] = field(default_factory=dict)
    primary: bool = False


@dataclass(frozen=True)
class Proposal:
    """One thing that a fact brings about: whom it concerns, since when, in a sentence, and the acts that settle it."""

    code: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    number: int | None = None
    name: str = ""
    since: date | None = None
    acts: tuple[Act, ...] = ()
    source: str = ""
    urgent: bool = False


CHANGE_CATEGORY = N_("Change the category")
END_MEMBERSHIP = N_("End the membership")
APPOINT = N_("Appoint a representative")
OPEN_FILE = N_("Open the file")
OPEN_CARD = N_("Open the card")
CHANGE_COLLEGE = N_("Change the college")
JUDGE_APPEAL = N_("Record the judgment of the appeal")
SEE_CORRECTION = N_("Compare and answer")
SEE_CANDIDATES = N_("See the candidates")


def in_order(found: list[Proposal]) -> list[Proposal]:
    """The urgent ones first, then the oldest; those without a day come before those with one.

    >>> late, soon = Proposal("a", "", since=date(2026, 1, 1)), Proposal("b", "", urgent=True)
    >>> [one.code for one in in_order([late, soon])]
    ['b', 'a']
    """
    return sorted(found, key=lambda one: (not one.urgent, one.since or date.min, one.number or 0, one.code))
