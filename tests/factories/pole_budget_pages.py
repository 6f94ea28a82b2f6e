"""How tests open the pages of the budget: addresses of a plan, what a page says, what the plan says now."""

import re

from werkzeug.test import TestResponse

from pole.budget.models import BudgetPlan
from pole.budget.queries import plan_at
from pole.budget.rules.plan import Plan


def at(row: BudgetPlan, path: str) -> str:
    """The address of a page of this plan."""
    return f"/budget{path.format(row.id)}"


def text_of(answer: TestResponse) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def said(row: BudgetPlan) -> Plan:
    """What the plan says in its last revision."""
    return plan_at(row.id).said
