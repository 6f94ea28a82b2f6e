"""Between the fields of a plan and the keys of a count file: exact numbers, and only the keys that the method uses."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from foundation.kernel.money import Money
from votes.forms.plan_lines import OptionLine
from votes.rules.method_keys import OWN_KEYS

WORST = "worst"


def contest_from(method: str, options: Mapping[str, OptionLine], values: Mapping[str, Any]) -> dict[str, Any]:
    """The contest of a method in the keys of the count file, without what settles a tie."""
    priced = "budget_cents" in OWN_KEYS[method]
    grades = [line.strip() for line in (values["grades"] or "").splitlines() if line.strip()]
    share = values["approval_threshold"]
    everything = {
        "options": [_option(key, line, priced=priced) for key, line in options.items()],
        "seats": values["seats"] or 1,
        "marks": _marks(values),
        "approval_threshold": None if share is None else str(share),
        "grades": grades,
        "default_grade": 0 if values["default_grade"] == WORST else None,
        "max_score": values["max_score"] or None,
        "points": _points(values),
        "budget_cents": values["budget"].cents if values["budget"] is not None else None,
    }
    if method == "irv":
        everything["seats"] = 1
    return {key: value for key, value in everything.items() if key in OWN_KEYS[method] and value is not None}


def _option(key: str, line: OptionLine, *, priced: bool) -> dict[str, Any]:
    option: dict[str, Any] = {"id": key, "label": line.label}
    if priced and line.cost_cents is not None:
        option["cost_cents"] = line.cost_cents
    return option


def _marks(values: Mapping[str, Any]) -> dict[str, int] | None:
    bounds = {"min": values["marks_min"], "max": values["marks_max"]}
    return {key: value for key, value in bounds.items() if value is not None} or None


def _points(values: Mapping[str, Any]) -> dict[str, int]:
    total = values["points_total"] or 10
    spread = 1 if values["points_spread"] is None else values["points_spread"]
    return {"total": total, "max_per_option": values["points_cap"] or total, "min_options": spread}


def values_of(contest: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that a contest fills; those of other methods keep their defaults."""
    found: dict[str, Any] = {key: contest[key] for key in ("seats", "max_score") if key in contest}
    marks, points = contest.get("marks", {}), contest.get("points", {})
    found |= {f"marks_{key}": value for key, value in marks.items()}
    names = {"total": "points_total", "max_per_option": "points_cap", "min_options": "points_spread"}
    found |= {names[key]: value for key, value in points.items()}
    if "approval_threshold" in contest:
        found["approval_threshold"] = Fraction(contest["approval_threshold"])
    if "grades" in contest:
        found["grades"] = "\n".join(contest["grades"])
        found["default_grade"] = "none" if contest.get("default_grade") is None else WORST
    if "budget_cents" in contest:
        found["budget"] = Money(contest["budget_cents"])
    return found
