"""What the checks are given: the cooperative on a day, as plain values. `governance/queries/compliance.py` draws it up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from foundation.kernel.money import ZERO, Money
from membership.rules.composition import Alert
from statutes.rules.findings import Finding
from statutes.rules.tree import Statutes


@dataclass(frozen=True)
class People:
    """The membership on the day. `without_college` and `in_several` hold member numbers."""

    members: int = 0
    employee_members: int = 0
    alerts: tuple[Alert, ...] = ()
    without_college: tuple[int, ...] = ()
    in_several: tuple[int, ...] = ()


@dataclass(frozen=True)
class Capital:
    """The capital on the day. Tuples hold member numbers, unless their name says otherwise."""

    capital: Money = ZERO
    floor: Money = ZERO
    floor_source: str = ""
    highest: Money = ZERO
    public: Money = ZERO
    under_quarter: tuple[int, ...] = ()
    balance_late: tuple[int, ...] = ()
    notice_vote: tuple[int, ...] = ()
    notice_exclusion: tuple[int, ...] = ()
    outside_bounds: tuple[int, ...] = ()
    refunds_late: tuple[int, ...] = ()
    late_amount: Money = ZERO
    refunds_frozen: int = 0
    refunds_above_value: tuple[int, ...] = ()
    unsound: int = 0


@dataclass(frozen=True)
class Meeting:
    """One assembly. Days are those of its place; None: not yet."""

    title: str
    kind: str
    meets_on: date
    convened_on: date | None = None
    closed_on: date | None = None
    minutes_on: date | None = None
    days_needed: int | None = None
    late_reason: str = ""
    notice_gaps: int = 0
    mailed_without_consent: int = 0
    documents_on: date | None = None
    off_agenda: int = 0
    quorum_missing: int = 0
    proxies_refused: int = 0
    sheet_certified: bool = False


@dataclass(frozen=True)
class Situation:
    """Everything the checks look at. `declared`: what the board declared, the last value known on the day."""

    on: date
    statutes: Statutes | None
    findings: tuple[Finding, ...] = ()
    people: People = field(default_factory=People)
    capital: Capital = field(default_factory=Capital)
    meetings: tuple[Meeting, ...] = ()
    decision_gaps: tuple[int, ...] = ()
    declared: Mapping[str, int | date | bool] = field(default_factory=dict)
    retention_due: int | None = None

    @property
    def form(self) -> str:
        """SA, SAS or SARL; empty without statutes."""
        return self.statutes.legal_form if self.statutes else ""

    def day(self, key: str) -> date | None:
        """A declared day."""
        found = self.declared.get(key)
        return found if isinstance(found, date) else None

    def cents(self, key: str) -> Money | None:
        """A declared amount."""
        found = self.declared.get(key)
        return Money(found) if isinstance(found, int) and not isinstance(found, bool) else None

    def count(self, key: str) -> int | None:
        """A declared number."""
        found = self.declared.get(key)
        return found if isinstance(found, int) and not isinstance(found, bool) else None
