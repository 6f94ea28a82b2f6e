"""Reading the contest of a count file: options, places, marks, grades, points, budget, tie rule; every fault has its path."""

from fractions import Fraction

from foundation.kernel.sentences import N_
from votes.rules.contest import MAX_SCORE, Contest, Marks, Points
from votes.rules.contest_lists import EACH_ONCE, UNKNOWN_OPTION, read_grades, read_options, read_texts
from votes.rules.fields import MISSING, Fields
from votes.rules.method_keys import keys_of
from votes.rules.terms import TieRule

MOST_SEATS = 1000
MOST_POINTS = 1000
_ELECTS_ONE = N_("1: this method elects one option, stv elects several")
_FRACTION = N_("a fraction from 0, under 1: what an option must pass")
_POINTS = N_('an object such as {"total": 10, "max_per_option": 5, "min_options": 1}')
_MARKS = N_('an object such as {"min": 0, "max": 3}')
_BETWEEN = N_("a whole number from %(least)s to %(most)s")
_POINTS_KEYS = frozenset({"total", "max_per_option", "min_options"})
_MARKS_KEYS = frozenset({"min", "max"})
FUNDING = ("greedy", "equal_shares")
SINGLE_WINNER = ("irv",)


def read_contest(fields: Fields, method: str) -> Contest | None:
    """The contest of a file of this method; None where its options cannot be read. Faults go to `fields`.

    >>> fields = Fields("$", {"options": [{"id": "A"}, {"id": "B"}], "seats": 1}, [])
    >>> read_contest(fields, "plurality").ids, fields.faults
    (('A', 'B'), [])
    """
    useful = {key: value for key, value in fields.data.items() if key in keys_of(method)}
    fields = Fields(fields.path, useful, fields.faults)  # a useless key is refused by name elsewhere
    options = read_options(fields, priced=method in FUNDING)
    if options is None:
        return None
    grades = read_grades(fields) if method == "majority_judgment" else ()
    rule, order, seed = _tie(fields, tuple(option.id for option in options))
    return Contest(
        options=options,
        seats=_seats(fields, method),
        marks=_marks(fields, len(options)),
        approval_threshold=_threshold(fields),
        grades=grades,
        default_grade=_default_grade(fields, grades),
        max_score=_between(fields, "max_score", (1, MOST_POINTS), default=MAX_SCORE),
        points=_points(fields, len(options)) if method == "points" else None,
        budget_cents=_budget(fields) if method in FUNDING else 0,
        tie_rule=rule,
        tie_order=order,
        tie_seed=seed,
    )


def _between(fields: Fields, key: str, bounds: tuple[int, int], *, default: int) -> int:
    """A whole number between two bounds, or the default where the key is absent or wrong."""
    least, most = bounds
    if key not in fields.data:
        return default
    value = fields.data[key]
    if type(value) is int and least <= value <= most:
        return value
    fields.wrong(key, _BETWEEN, least=least, most=most)
    return default


def _seats(fields: Fields, method: str) -> int:
    seats = _between(fields, "seats", (1, MOST_SEATS), default=1)
    if method in SINGLE_WINNER and seats != 1:
        fields.wrong("seats", _ELECTS_ONE)
    return seats


def _object(fields: Fields, key: str, expected: str, known: frozenset[str]) -> Fields | None:
    """The keys of an object inside the document; None where it is absent or no object."""
    raw = fields.data.get(key)
    if not isinstance(raw, dict):
        if key in fields.data:
            fields.wrong(key, expected)
        return None
    inner = Fields(f"{fields.path}.{key}", raw, fields.faults)
    inner.refuse_unknown(known)
    return inner


def _marks(fields: Fields, options: int) -> Marks:
    inner = _object(fields, "marks", _MARKS, _MARKS_KEYS)
    if inner is None:
        return Marks()
    most = _between(inner, "max", (1, options), default=options)
    return Marks(_between(inner, "min", (0, most), default=0), most if "max" in inner.data else None)


def _points(fields: Fields, options: int) -> Points | None:
    inner = _object(fields, "points", _POINTS, _POINTS_KEYS)
    if inner is None:
        if "points" not in fields.data:
            fields.refuse("points", MISSING, _POINTS)
        return None
    if "total" not in inner.data:
        inner.refuse("total", MISSING, _BETWEEN, least=1, most=MOST_POINTS)
    total = _between(inner, "total", (1, MOST_POINTS), default=MOST_POINTS)
    most = _between(inner, "max_per_option", (1, total), default=total)
    return Points(total, most, _between(inner, "min_options", (0, min(options, total)), default=1))


def _threshold(fields: Fields) -> Fraction | None:
    value = fields.ratio("approval_threshold", _FRACTION, required=False)
    if value is not None and value >= 1:
        fields.wrong("approval_threshold", _FRACTION)
    return value


def _default_grade(fields: Fields, grades: tuple[str, ...]) -> int | None:
    raw = fields.data.get("default_grade")
    if raw is None or not grades:
        return None
    if isinstance(raw, str) and raw in grades:
        return grades.index(raw)
    if type(raw) is int and 0 <= raw < len(grades):
        return raw
    fields.wrong("default_grade", N_("null, or a grade from 0 (the worst) to %(best)s"), best=len(grades) - 1)
    return None


def _budget(fields: Fields) -> int:
    if "budget_cents" not in fields.data:
        fields.refuse("budget_cents", MISSING, N_("the budget in whole cents"))
    return fields.count("budget_cents") or 0


def _tie(fields: Fields, ids: tuple[str, ...]) -> tuple[TieRule, tuple[str, ...], str]:
    rule = fields.choice("tie_rule", TieRule) or TieRule.NONE
    order = read_texts(fields, "tie_order")
    _check_order(fields, order, ids, required=rule is TieRule.ORDER)
    if rule is TieRule.LOT and "tie_seed" not in fields.data:
        fields.refuse("tie_seed", MISSING, N_("the text that was published before the vote"))
    seed = fields.text("tie_seed") if "tie_seed" in fields.data else None
    return rule, tuple(order or ()), seed or ""


def _check_order(fields: Fields, order: list[str] | None, ids: tuple[str, ...], *, required: bool) -> None:
    """The order of a tie names each option once: what it left out could not be settled."""
    if order is None:
        if required and "tie_order" not in fields.data:
            fields.refuse("tie_order", MISSING, N_("every option, the eldest or the most senior first"))
        return
    seen: set[str] = set()
    for place, option in enumerate(order):
        if option not in ids:
            fields.refuse(f"tie_order[{place}]", UNKNOWN_OPTION, EACH_ONCE, found=option)
        elif option in seen:
            fields.refuse(f"tie_order[{place}]", N_("the option %(found)s is there twice"), EACH_ONCE, found=option)
        seen.add(option)
    left_out = [option for option in ids if option not in seen]
    if left_out:
        fields.refuse("tie_order", N_("these options are left out: %(found)s"), EACH_ONCE, found=", ".join(left_out))
