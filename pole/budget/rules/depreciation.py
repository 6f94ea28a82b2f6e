"""Depreciation of equipment by the straight line, exact to the cent.

Source: PCG art. 214-12 and 214-13: a thing wears out from the day it is in use, over its years of use, and the first year
counts in proportion of its days. Days are counted as accountants do: months of thirty, years of three hundred and sixty.
"""

from pole.budget.rules.plan import Cents, Equipment, Plan

YEAR = 360
MONTH = 30


def worn_by(thing: Equipment, year: int, closing_month: int) -> int:
    """The cents of a thing that are written off at the end of a year, from its first day on; all of it at the end of its use.

    Source: PCG art. 214-12 and 214-13.
    Example: 3,600.00 over three years from 1 July, closing in December: 600.00, then 1,800.00, 3,000.00, 3,600.00.

    >>> from datetime import date
    >>> laptop = Equipment("M1", "Laptop", 360_000, date(2026, 7, 1), 3)
    >>> [worn_by(laptop, year, 12) for year in (2025, 2026, 2027, 2028, 2029, 2030)]
    [0, 60000, 180000, 300000, 360000, 360000]
    """
    start = thing.in_use_on
    days = YEAR * (year - start.year) + MONTH * (closing_month + 1 - start.month) - (min(start.day, MONTH) - 1)
    return thing.cents * min(max(days, 0), YEAR * thing.years) // (YEAR * thing.years)


def annuities(thing: Equipment, plan: Plan) -> Cents:
    """What is written off in each year of a plan; over a whole life the sum is the price, to the cent.

    Source: PCG art. 214-12 and 214-13. Example: 100.00 over three years: 33.33, 33.33 and 33.34.

    >>> from datetime import date
    >>> from pole.budget.rules.plan import Hypothesis
    >>> plan = Plan("Plan", 2026, 4, 12, (Hypothesis("A", ""),), "A")
    >>> annuities(Equipment("M1", "Printer", 10_000, date(2026, 1, 1), 3), plan)
    (3333, 3333, 3334, 0)
    """
    return tuple(
        worn_by(thing, year, plan.closing_month) - worn_by(thing, year - 1, plan.closing_month) for year in plan.years
    )


def depreciation(plan: Plan) -> Cents:
    """What all equipment loses in each year of a plan.

    Source: PCG art. 214-12 and 214-13. Example: no equipment, nothing to write off.

    >>> from pole.budget.rules.plan import Hypothesis
    >>> depreciation(Plan("Plan", 2026, 2, 12, (Hypothesis("A", ""),), "A"))
    (0, 0)
    """
    by_thing = [annuities(thing, plan) for thing in plan.equipment]
    return tuple(sum(parts[rank] for parts in by_thing) for rank in range(plan.count))
