"""Situations for the compliance checks: a SCIC in order in June 2026, changed where a test says so."""

from dataclasses import replace
from datetime import date
from typing import Any

from foundation.kernel.money import Money
from governance.rules.compliance.situation import Capital, Meeting, People, Situation
from governance.rules.compliance.table import compliance
from governance.rules.compliance.verdicts import Verdict
from tests.factories.statutes import statutes_with

TODAY = date(2026, 6, 1)
IN_ORDER = Capital(capital=Money(10_000_000), floor=Money(2_500_000), floor_source="loi 47-1775 art. 13",
                   highest=Money(10_000_000), at_year_end=Money(10_000_000), public=Money(1_000_000),
                   movements=120)  # fmt: skip
HELD = Meeting(
    "Assemblée annuelle", "ordinary", date(2026, 5, 20), convened_on=date(2026, 4, 20), closed_on=date(2026, 5, 20),
    minutes_on=date(2026, 5, 25), days_needed=15, sheet_certified=True,
)  # fmt: skip


def situation(
    form: str = "SA", *, on: date = TODAY, statutes: dict[str, Any] | None = None, **changes: Any
) -> Situation:
    """Everything in order, but for `changes` of the situation and of the clauses of the statutes of that form."""
    text = statutes_with(statutes, of={"SA": "sa", "SARL": "sarl", "SAS": "pole"}[form])
    people = People(members=40, employees=4, colleges={one.name or one.id: 10 for one in text.colleges})
    whole = Situation(on, text, since=date(2020, 1, 1), people=people, capital=IN_ORDER, meetings=(HELD,))
    return replace(whole, **changes)


def capital(**changes: Any) -> Capital:
    """The capital in order, but for these figures."""
    return replace(IN_ORDER, **changes)


def meeting(**changes: Any) -> Meeting:
    """An assembly in order, but for this."""
    return replace(HELD, **changes)


def verdict(rule: int, now: Situation) -> Verdict:
    """What the table says of one rule."""
    return next(one for one in compliance(now) if one.rule == rule)
