"""Budget plans for tests: one of four years that meets in every total, and parts to build others from."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from foundation.kernel.audit import SYSTEM
from pole.budget.models import BudgetPlan
from pole.budget.rules.plan import (
    Cost,
    CostHead,
    Equipment,
    Hypothesis,
    Plan,
    Post,
    Resource,
    ResourceKind,
    SkillForm,
)
from pole.budget.services.plans import found_plan

WRITTEN = datetime(2026, 6, 2, 9, tzinfo=UTC)
THREE_QUARTERS = (Fraction(3, 4),) * 4
HYPOTHESES = (Hypothesis("A", "Deux postes à 0,75"), Hypothesis("B", "Un poste entier, un demi-poste"))
POSTS = (
    Post("P1", "Senior", 4_800_000, Fraction(2, 100), {"A": THREE_QUARTERS, "B": (Fraction(1),) * 4}),
    Post("P2", "Junior", 3_600_000, Fraction(2, 100), {"A": THREE_QUARTERS, "B": (Fraction(1, 2),) * 4}),
)
COSTS = (
    Cost("C1", CostHead.EXTERNAL, "Loyer", (960_000, 960_000, 980_000, 980_000)),
    Cost("C2", CostHead.OTHER_SKILLS, "Stagiaire", (240_000,) * 4, SkillForm.TRAINEE, "quatre mois"),
    Cost("C3", CostHead.VOLUNTEERING, "Heures des bénévoles", (800_000,) * 4),
)
EQUIPMENT = (Equipment("M1", "Ordinateurs", 360_001, date(2026, 7, 1), 3),)
RESOURCES = (
    Resource("R1", ResourceKind.PUBLIC, "Convention", (5_000_000,) * 4, "Région"),
    Resource("R2", ResourceKind.FEES, "Cotisations", (300_000,) * 4),
    Resource("R3", ResourceKind.VOLUNTEERING, "Heures des bénévoles", (800_000,) * 4),
)


def plan(**changes: Any) -> Plan:
    """A plan of 2026 to 2029 with a line of each kind; its volunteering meets, its resources are short."""
    whole = Plan("Plan du pôle", 2026, 4, 12, HYPOTHESES, "A", COSTS, POSTS, EQUIPMENT, RESOURCES)
    return replace(whole, **changes)


def empty_plan(**changes: Any) -> Plan:
    """A plan without a line."""
    return plan(**({"costs": (), "posts": (), "equipment": (), "resources": ()} | changes))


def stored_plan(said: Plan | None = None) -> BudgetPlan:
    """A plan in the database, at its first version."""
    return found_plan(said or plan(), actor=SYSTEM, at=WRITTEN)
