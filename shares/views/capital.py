"""/parts/capital: members and capital in time, what the law bounds, and the same as a file."""

from typing import Any

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.kernel.money import ZERO
from foundation.web.csv_export import csv_text
from foundation.web.guard import requires
from foundation.web.state import State, state_asked
from membership.presentation import Naming, naming_on
from shares.queries.dashboard import Dashboard, dashboard
from shares.rules.periods import STEP_NAMES, Step
from shares.views.blueprint import blueprint
from statutes.rules import law

YEARS = (1, 3, 5, 10, 20)


@blueprint.get("/parts/capital")
@requires(Permission.SHARES_READ)
def capital() -> ResponseReturnValue:
    """The curves of members and capital by college, the floor, the public part; `format=csv` gives the figures."""
    state = state_asked()
    years, step = request.args.get("depuis", type=int), request.args.get("pas", "")
    years = years if years in YEARS else None
    found = dashboard(state.on, state.known_at, years=years, step=Step(step) if step in set(Step) else None)
    naming = naming_on(state.on)
    if request.args.get("format") == "csv":
        return _csv(found, naming, state)
    return render_template(
        "shares/capital.html",
        board=found,
        state=state,
        years=years,
        choices=YEARS,
        steps=STEP_NAMES,
        ceiling=law.PUBLIC_BODIES_CEILING,
        series=_series(found, naming),
        categories=_categories(found, naming),
    )


def college_label(naming: Naming, college: str | None) -> str:
    """The name of a college, or that there is none."""
    return naming.college(college) if college else _("In no college")


def _series(found: Dashboard, naming: Naming) -> dict[str, list[dict[str, Any]]]:
    """What each chart draws: a label, a tone and a value a day for each line."""
    points, shown = [one.point for one in found.days], found.days

    def by_college(name: str, nothing: Any) -> list[dict[str, Any]]:
        return [
            {
                "label": college_label(naming, college),
                "tone": naming.tone(college) if college else "calm",
                "values": [getattr(point, name).get(college, nothing) for point in points],
            }
            for college in found.colleges
        ]

    floors = [one.floor.amount if one.floor else None for one in shown]
    bounds: list[dict[str, Any]] = [
        {"label": _("Subscribed capital"), "tone": "brand", "values": [point.all_capital for point in points]},
        {"label": _("Paid up"), "tone": 6, "values": [point.paid for point in points]},
        {"label": _("Highest ever reached"), "tone": "calm", "values": [point.highest for point in points]},
        {"label": _("Floor"), "tone": "bad", "values": floors},
    ]
    public: list[dict[str, Any]] = [
        {"label": _("Local public bodies"), "tone": "brand", "values": [one.public_part for one in shown]},
        {"label": _("Ceiling of the law"), "tone": "bad", "values": [law.PUBLIC_BODIES_CEILING for _one in shown]},
    ]
    members, amounts = by_college("members", 0), by_college("capital", ZERO)
    return {"members": members, "capital": amounts, "bounds": bounds, "public": public}


def _categories(found: Dashboard, naming: Naming) -> list[dict[str, Any]]:
    """The members of each category, those of the statutes first and in their order."""
    counts = found.composition.categories
    known = [category for category, _name in naming.category_choices]
    others = [category for category in counts if category not in known]
    return [
        {"label": naming.category(one) or _("In no category"), "value": counts.get(one, 0)} for one in [*known, *others]
    ]


def _csv(found: Dashboard, naming: Naming, state: State) -> Response:
    names = [college_label(naming, college) for college in found.colleges]
    header = [
        _("End of day"),
        _("Members"),
        *(_("Members: %(college)s", college=name) for name in names),
        _("Subscribed capital"),
        *(_("Capital: %(college)s", college=name) for name in names),
        _("Paid up"),
        _("Highest ever reached"),
        _("Floor"),
        _("Of local public bodies"),
        *state.headings(),
    ]
    rows = [
        (
            one.point.day,
            one.point.all_members,
            *(one.point.members.get(college, 0) for college in found.colleges),
            one.point.all_capital,
            *(one.point.capital.get(college, ZERO) for college in found.colleges),
            one.point.paid,
            one.point.highest,
            one.floor.amount if one.floor else None,
            one.point.public,
            *state.cells(),
        )
        for one in found.days
    ]
    answer = Response(csv_text(header, rows), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{state.file_name('capital')}.csv")
    return answer
