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
    """The membership on the day. `without_college` and `in_several` hold member numbers; `colleges` counts by name."""

    members: int = 0
    employees: int = 0
    producers: int = 0
    alerts: tuple[Alert, ...] = ()
    without_college: tuple[int, ...] = ()
    in_several: tuple[int, ...] = ()
    colleges: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Capital:
    """The capital on the day. Tuples hold member numbers.

    `at_year_end`: the capital when the last financial year closed. `refunds_*`: money owed since a decision;
    `claims_*`: shares that wait for one. `movements`: entries of the register; `seals_read`: each was recomputed.
    """

    capital: Money = ZERO
    floor: Money = ZERO
    floor_source: str = ""
    highest: Money = ZERO
    at_year_end: Money = ZERO
    public: Money = ZERO
    under_quarter: tuple[int, ...] = ()
    missing_quarter: Money = ZERO
    balance_late: tuple[int, ...] = ()
    late_balances: Money = ZERO
    notice_vote: tuple[int, ...] = ()
    notice_exclusion: tuple[int, ...] = ()
    outside_bounds: tuple[int, ...] = ()
    size_unknown: tuple[int, ...] = ()
    refunds_owed: int = 0
    owed: Money = ZERO
    refunds_late: tuple[int, ...] = ()
    owed_late: Money = ZERO
    claims_waiting: int = 0
    claims_frozen: int = 0
    refunds_above_value: tuple[int, ...] = ()
    movements: int = 0
    unsound: int = 0
    seals_read: bool = False


@dataclass(frozen=True)
class Meeting:
    """One assembly. Days are those of its place; None: not yet on the day of the situation.

    `notice_gaps`: what its notice lacks, sent or not; `quorum_failed`: opened without quorum, and not convened again.
    """

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
    votes_without_quorum: int = 0
    quorum_failed: bool = False
    proxies_over: int = 0
    sheet_certified: bool = False

    @property
    def is_ordinary(self) -> bool:
        """Whether it can rule on the accounts: ordinary, or mixed."""
        return self.kind != "extraordinary"


@dataclass(frozen=True)
class Situation:
    """Everything the checks look at. `declared`: what the board declared, the last value known on the day.

    `since`: the first day for which statutes are recorded.
    """

    on: date
    statutes: Statutes | None
    since: date | None = None
    findings: tuple[Finding, ...] = ()
    people: People = field(default_factory=People)
    capital: Capital = field(default_factory=Capital)
    meetings: tuple[Meeting, ...] = ()
    decision_gaps: tuple[int, ...] = ()
    declared: Mapping[str, int | date] = field(default_factory=dict)
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
        found = self.count(key)
        return None if found is None else Money(found)

    def count(self, key: str) -> int | None:
        """A declared number."""
        found = self.declared.get(key)
        return found if isinstance(found, int) else None
