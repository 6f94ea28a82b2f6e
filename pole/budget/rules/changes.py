"""What a version of a plan says that the one before did not, line by line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from pole.budget.rules.editing import LETTERS, lines_of
from pole.budget.rules.plan import FORM_NAMES, HEAD_NAMES, KIND_NAMES, Cost, Equipment, Line, Plan, Post, Resource
from pole.budget.rules.words import Number, Word

SECTIONS: dict[type[Line], str] = {
    Cost: N_("Costs"),
    Post: N_("Posts"),
    Equipment: N_("Equipment"),
    Resource: N_("Resources"),
}
Said = dict[object, object]
"""What a line says, by the name of each thing."""
_NEW, _GONE, _OTHER = N_("Added"), N_("Taken out"), N_("Changed")


@dataclass(frozen=True)
class Change:
    """A line that was added, taken out or changed; `details`: (what, before, after), msgids and typed values."""

    what: str
    section: str
    label: str
    details: tuple[tuple[object, object, object], ...]


def changes(before: Plan, after: Plan) -> list[Change]:
    """Every change from one plan to the other, the settings first.

    >>> from pole.budget.rules.plan import CostHead, Hypothesis
    >>> one = Plan("Plan", 2026, 1, 12, (Hypothesis("A", ""),), "A")
    >>> rent = Cost("C1", CostHead.EXTERNAL, "Rent", (100,))
    >>> [(change.what, change.label) for change in changes(one, Plan("Plan", 2026, 1, 12, one.hypotheses, "A", (rent,)))]
    [('Added', 'Rent')]
    """
    settings = _differences(_settings(before), _settings(after))
    found = [Change(_OTHER, N_("Settings"), after.title, settings)] if settings else []
    for kind in LETTERS:
        found += _of_kind(before, after, kind)
    return found


def _of_kind(before: Plan, after: Plan, kind: type[Line]) -> Iterator[Change]:
    was = {one.key: one for one in lines_of(before, kind)}
    now = {one.key: one for one in lines_of(after, kind)}
    for key, one in now.items():
        details = _differences(_said(was[key], before) if key in was else {}, _said(one, after))
        if details or key not in was:
            yield Change(_OTHER if key in was else _NEW, SECTIONS[kind], one.label, details)
    for key, one in was.items():
        if key not in now:
            yield Change(_GONE, SECTIONS[kind], one.label, _differences(_said(one, before), {}))


def _differences(
    before: Mapping[object, object], after: Mapping[object, object]
) -> tuple[tuple[object, object, object], ...]:
    names = dict.fromkeys((*before, *after))
    return tuple(
        (name, before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name, "") != after.get(name, "")
    )


def _settings(plan: Plan) -> Said:
    return {
        Word(N_("Title")): plan.title,
        Word(N_("Years")): f"{plan.years[0]}\u2013{plan.years[-1]}",
        Word(N_("Month of closing")): plan.closing_month,
        Word(N_("Hypothesis retained")): plan.retained,
        **{f"{one.code}": one.label for one in plan.hypotheses},
    }


def _said(line: Line, plan: Plan) -> Said:
    """What a line says, by the name of each thing; a year stands for itself."""
    if isinstance(line, Cost):
        own: Said = {Word(N_("Head")): Word(HEAD_NAMES[line.head]), _LABEL: line.label}
        form: Said = {Word(N_("Form")): Word(FORM_NAMES[line.form])} if line.form else {}
        return {**own, **form, _NOTE: line.note, **_by_year(line.cents, plan)}
    if isinstance(line, Resource):
        own = {Word(N_("Kind")): Word(KIND_NAMES[line.kind]), _LABEL: line.label}
        return {**own, Word(N_("Funder")): line.funder, _NOTE: line.note, **_by_year(line.cents, plan)}
    if isinstance(line, Equipment):
        return {
            _LABEL: line.label,
            Word(N_("Price")): Money(line.cents),
            Word(N_("In use on")): line.in_use_on,
            Word(N_("Years of use")): line.years,
        }
    return _post_said(line, plan)


_LABEL, _NOTE = Word(N_("Label")), Word(N_("Note"))


def _post_said(post: Post, plan: Plan) -> Said:
    shares: Said = {
        f"{code} {year}": Number(share)
        for code, held in post.shares.items()
        for year, share in zip(plan.years, held, strict=True)
    }
    return {
        _LABEL: post.label,
        Word(N_("Full-time cost in the first year")): Money(post.full_time_cents),
        Word(N_("Raise a year, per cent")): Number(post.raise_ * 100),
        **shares,
    }


def _by_year(cents: tuple[int, ...], plan: Plan) -> Said:
    return {year: Money(one) for year, one in zip(plan.years, cents, strict=True)}
