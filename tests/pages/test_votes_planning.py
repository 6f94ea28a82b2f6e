"""The form of a plan: what each method asks for, said in words where it is missing, and written back as it was typed."""

from typing import Any

import pytest
from flask import Flask

from foundation.web.forms import BaseForm
from votes.forms.planning import USUAL_GRADES, PlanFields
from votes.rules.plans import BallotPlan, plan_from_json
from votes.rules.tie_choice import TieAnswer

PEOPLE = "Ada Brume (n° 12) | jardinière\nZoé Lande\nNoé Sel"
PROJECTS = "Four à pain | pour le quartier | 1 200,50 €\nBancs | | 800"


class PlanForm(PlanFields, BaseForm):
    """A form that holds nothing but a plan."""


def sent(app: Flask, **fields: Any) -> PlanForm:
    with app.test_request_context(
        method="POST", data={"method": "plurality", "seats": 1, "default_grade": "worst"} | fields
    ):
        form = PlanForm(meta={"csrf": False})
        form.validate()
        form.told = [(problem.field_id, problem.message) for problem in form.problems()]  # type: ignore[attr-defined]
        return form


def refused_at(app: Flask, **fields: Any) -> list[str]:
    return [field for field, _ in sent(app, **fields).told]  # type: ignore[attr-defined]


WHOLE = {
    "plurality": {"options": PEOPLE},
    "approval": {"options": PEOPLE, "seats": 2, "marks_max": 2, "approval_threshold": "1/2"},
    "score": {"options": PEOPLE, "max_score": 10},
    "points": {"options": PEOPLE, "points_total": 10, "points_cap": 5, "points_spread": 2},
    "majority_judgment": {"options": PEOPLE, "grades": "\n".join(USUAL_GRADES)},
    "schulze": {"options": PEOPLE},
    "borda": {"options": PEOPLE},
    "irv": {"options": PEOPLE, "seats": 3},
    "stv": {"options": PEOPLE, "seats": 2},
    "greedy": {"options": PROJECTS, "budget": "2 000"},
    "equal_shares": {"options": PROJECTS, "budget": "2 000"},
}


@pytest.mark.parametrize("method", WHOLE)
def test_each_method_makes_a_contest_that_opens_and_comes_back_as_typed(app: Flask, method: str) -> None:
    form = sent(app, method=method, **WHOLE[method])
    assert form.told == []  # type: ignore[attr-defined]
    plan = form.plan()
    assert plan.opened_contest() is not None
    kept = plan_from_json(plan.as_json())
    with app.test_request_context(method="GET"):
        filled = PlanForm.of(kept)
        assert filled.plan() == plan


def test_a_resolution_needs_nothing_more_and_is_open_unless_asked(app: Flask) -> None:
    plan = sent(app, method="resolution", options=PEOPLE).plan()
    assert plan == BallotPlan()


def test_costs_are_exact_cents_and_a_member_is_named_by_number(app: Flask) -> None:
    plan = sent(app, method="greedy", options=PROJECTS, budget="2 000,10 €").plan()
    assert [one["cost_cents"] for one in plan.contest["options"]] == [120050, 80000]
    assert plan.contest["budget_cents"] == 200010
    assert sent(app, options=PEOPLE).plan().members == {"o1": 12}


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"options": "Ada Brume"}, "options"),
        ({"options": "Ada\nada"}, "options"),
        ({"options": PEOPLE, "seats": 4}, "seats"),
        ({"options": PEOPLE, "method": "greedy", "budget": "10"}, "options"),
        ({"options": PROJECTS, "method": "greedy"}, "budget"),
        ({"options": "A | | 12,345\nB | | 1", "method": "greedy", "budget": "10"}, "options"),
        ({"options": PEOPLE, "method": "majority_judgment", "grades": "Bien"}, "grades"),
        ({"options": PEOPLE, "method": "points", "points_total": 5, "points_cap": 6}, "points_cap"),
        ({"options": PEOPLE, "method": "approval", "marks_min": 3, "marks_max": 2}, "marks_min"),
        ({"options": PEOPLE, "method": "approval", "approval_threshold": "1"}, "approval_threshold"),
        ({"options": PEOPLE, "tie_answer": "lot"}, "tie_seed"),
        ({"options": PEOPLE, "tie_answer": "age", "tie_days": "Zoé Lande | 12/05/1971"}, "tie_days"),
        ({"options": PEOPLE, "tie_answer": "age", "tie_days": "Zoé Lande | hier"}, "tie_days"),
        ({"options": PEOPLE, "secret": "y", "replaceable": "y"}, "replaceable"),
        ({"options": PEOPLE, "secret": "y", "minimum_group": 2}, "minimum_group"),
        ({"options": PEOPLE, "method": "fayre"}, "method"),
        ({"options": "A\x07\nB"}, "options"),
    ],
)
def test_what_is_missing_is_told_at_its_field(app: Flask, fields: dict[str, Any], where: str) -> None:
    assert where in refused_at(app, **fields)


def test_a_tie_settled_by_age_takes_days_only_where_no_member_is_named(app: Flask) -> None:
    days = "Zoé Lande | 12/05/1971\nNoé Sel | 1980-01-02"
    plan = sent(app, options=PEOPLE, tie_answer="age", tie_days=days).plan()
    assert plan.tie_answer is TieAnswer.AGE
    assert set(plan.tie_days) == {"o2", "o3"}


def test_fields_of_other_methods_leave_no_trace(app: Flask) -> None:
    plan = sent(app, options=PROJECTS, budget="10", max_score=3, points_total=4, tie_days="x").plan()
    assert set(plan.contest) == {"options", "seats"}
    assert all("cost_cents" not in one for one in plan.contest["options"])


def test_the_days_to_contest_are_chosen_within_bounds_and_are_fifteen_unless_said(app: Flask) -> None:
    assert sent(app, method="resolution").plan().contestable_days == 15
    assert sent(app, method="resolution", contestable_days="30").plan().contestable_days == 30
    for days in ("1", "91", "-3", "deux"):
        assert set(refused_at(app, method="resolution", contestable_days=days)) == {"contestable_days"}
