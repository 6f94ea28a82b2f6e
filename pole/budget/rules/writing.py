"""A plan as JSON and back, exactly: cents are whole numbers, fractions are text ("3/4"), days are ISO."""

from datetime import date
from typing import Any

from foundation.kernel.ratio import format_ratio, parse_ratio
from pole.budget.rules.plan import Cost, CostHead, Equipment, Hypothesis, Plan, Post, Resource, ResourceKind, SkillForm


def as_json(plan: Plan) -> dict[str, Any]:
    """The plan as plain JSON values; `from_json` gives back the same plan."""
    return {
        "title": plan.title,
        "first_year": plan.first_year,
        "count": plan.count,
        "closing_month": plan.closing_month,
        "hypotheses": [{"code": one.code, "label": one.label} for one in plan.hypotheses],
        "retained": plan.retained,
        "costs": [_cost(one) for one in plan.costs],
        "posts": [_post(one) for one in plan.posts],
        "equipment": [_equipment(one) for one in plan.equipment],
        "resources": [_resource(one) for one in plan.resources],
    }


def from_json(data: dict[str, Any]) -> Plan:
    """The plan that `as_json` wrote."""
    return Plan(
        title=data["title"],
        first_year=data["first_year"],
        count=data["count"],
        closing_month=data["closing_month"],
        hypotheses=tuple(Hypothesis(one["code"], one["label"]) for one in data["hypotheses"]),
        retained=data["retained"],
        costs=tuple(_read_cost(one) for one in data["costs"]),
        posts=tuple(_read_post(one) for one in data["posts"]),
        equipment=tuple(_read_equipment(one) for one in data["equipment"]),
        resources=tuple(_read_resource(one) for one in data["resources"]),
    )


def _cost(one: Cost) -> dict[str, Any]:
    form = one.form.value if one.form else ""
    return {
        "key": one.key, "head": one.head.value, "form": form, "label": one.label, "note": one.note,
        "cents": list(one.cents),
    }  # fmt: skip


def _read_cost(data: dict[str, Any]) -> Cost:
    form = SkillForm(data["form"]) if data["form"] else None
    return Cost(data["key"], CostHead(data["head"]), data["label"], tuple(data["cents"]), form, data["note"])


def _resource(one: Resource) -> dict[str, Any]:
    return {
        "key": one.key, "kind": one.kind.value, "funder": one.funder, "label": one.label, "note": one.note,
        "cents": list(one.cents),
    }  # fmt: skip


def _read_resource(data: dict[str, Any]) -> Resource:
    cents = tuple(data["cents"])
    return Resource(data["key"], ResourceKind(data["kind"]), data["label"], cents, data["funder"], data["note"])


def _post(one: Post) -> dict[str, Any]:
    shares = {code: [format_ratio(share) for share in shares] for code, shares in one.shares.items()}
    return {
        "key": one.key, "label": one.label, "full_time_cents": one.full_time_cents, "raise": format_ratio(one.raise_),
        "shares": shares,
    }  # fmt: skip


def _read_post(data: dict[str, Any]) -> Post:
    shares = {code: tuple(map(parse_ratio, shares)) for code, shares in data["shares"].items()}
    return Post(data["key"], data["label"], data["full_time_cents"], parse_ratio(data["raise"]), shares)


def _equipment(one: Equipment) -> dict[str, Any]:
    return {
        "key": one.key, "label": one.label, "cents": one.cents, "in_use_on": one.in_use_on.isoformat(),
        "years": one.years,
    }  # fmt: skip


def _read_equipment(data: dict[str, Any]) -> Equipment:
    return Equipment(data["key"], data["label"], data["cents"], date.fromisoformat(data["in_use_on"]), data["years"])
