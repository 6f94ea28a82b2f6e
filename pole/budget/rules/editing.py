"""Changing a plan: a line put in, put in place of another, or taken out; other years, other hypotheses."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from foundation.kernel.errors import NotFound, Refused
from foundation.kernel.sentences import N_
from pole.budget.rules.plan import MOST_LINES, Cost, Equipment, Hypothesis, Line, Plan, Post, Resource
from pole.budget.rules.staffing import to_cent

LETTERS: dict[type[Any], tuple[str, str]] = {
    Cost: ("costs", "C"),
    Post: ("posts", "P"),
    Equipment: ("equipment", "M"),
    Resource: ("resources", "R"),
}
"""Of each kind of line: where it stands in a plan, and the letter that its key begins with."""


def lines_of(plan: Plan, kind: type[Any]) -> tuple[Any, ...]:
    """The lines of one kind."""
    return tuple(getattr(plan, LETTERS[kind][0]))


def line_of(plan: Plan, kind: type[Any], key: str) -> Any:
    """The line of that key; NotFound where it was taken out, or never was."""
    for one in lines_of(plan, kind):
        if one.key == key:
            return one
    raise NotFound(
        "no-budget-line",
        N_("This plan has no line “%(key)s”: it may have been taken out since. Go back to the plan."),
        key=key,
    )


def with_lines(plan: Plan, kind: type[Any], lines: Sequence[Line]) -> Plan:
    """The plan with these lines of one kind in place of those it had."""
    changed: dict[str, Any] = {LETTERS[kind][0]: tuple(lines)}
    return replace(plan, **changed)


def next_key(plan: Plan, kind: type[Any]) -> str:
    """A key that no line of the plan has: the letter of its kind, and a number."""
    letter = LETTERS[kind][1]
    numbers = [int(one.key[1:]) for one in lines_of(plan, kind) if one.key[1:].isdecimal()]
    return f"{letter}{max(numbers, default=0) + 1}"


def with_line(plan: Plan, line: Line) -> Plan:
    """The plan with this line, in place of the one of its key, else at the end; Refused over the most lines."""
    held = lines_of(plan, type(line))
    if any(one.key == line.key for one in held):
        changed = tuple(line if one.key == line.key else one for one in held)
    else:
        changed = (*held, line)
    if len(changed) > MOST_LINES:
        raise Refused(
            "too-many-budget-lines",
            N_("A plan holds at most %(most)s lines of a kind: put small ones together."),
            most=MOST_LINES,
        )
    return with_lines(plan, type(line), changed)


def without_line(plan: Plan, kind: type[Any], key: str) -> Plan:
    """The plan without the line of that key; NotFound."""
    line_of(plan, kind, key)
    return with_lines(plan, kind, [one for one in lines_of(plan, kind) if one.key != key])


def with_years(plan: Plan, first_year: int, count: int) -> Plan:
    """The plan over other years: amounts stay with their year, a new year begins at zero, a post as in the year before.

    >>> plan = Plan("Plan", 2026, 2, 12, (Hypothesis("A", ""),), "A", resources=())
    >>> with_years(plan, 2027, 3).years
    (2027, 2028, 2029)
    """
    places = [year - plan.first_year for year in range(first_year, first_year + count)]
    return replace(
        plan,
        first_year=first_year,
        count=count,
        costs=tuple(replace(one, cents=_moved(one.cents, places)) for one in plan.costs),
        resources=tuple(replace(one, cents=_moved(one.cents, places)) for one in plan.resources),
        posts=tuple(_post_moved(one, places) for one in plan.posts),
    )


def _moved(cents: Sequence[int], places: list[int]) -> tuple[int, ...]:
    return tuple(cents[place] if 0 <= place < len(cents) else 0 for place in places)


def _post_moved(post: Post, places: list[int]) -> Post:
    """A post begins with what it cost in the new first year, rounded to the cent."""
    from_there = post.full_time_cents * (1 + post.raise_) ** places[0]
    shares = {
        code: tuple(held[min(max(place, 0), len(held) - 1)] if held else Fraction(0) for place in places)
        for code, held in post.shares.items()
    }
    return replace(post, full_time_cents=to_cent(from_there), shares=shares)


def with_hypotheses(plan: Plan, hypotheses: tuple[Hypothesis, ...], retained: str) -> Plan:
    """The plan with these hypotheses; a new one begins with the posts of the retained one, those left out go."""
    codes = [one.code for one in hypotheses]
    nothing = (Fraction(0),) * plan.count
    posts = tuple(
        replace(one, shares={code: one.shares.get(code, one.shares.get(plan.retained, nothing)) for code in codes})
        for one in plan.posts
    )
    return replace(plan, hypotheses=hypotheses, retained=retained, posts=posts)
