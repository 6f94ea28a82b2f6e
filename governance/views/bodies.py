"""The bodies that meet besides the assemblies: who sits there, when they meet, what they decide."""

from datetime import date

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor, current_reader
from foundation.kernel.clock import now, today
from foundation.web.guard import requires
from foundation.web.handling import handled
from governance.forms.bodies import BodyForm, LeavingForm, SeatForm
from governance.models import Body
from governance.queries.bodies import (
    bodies_ahead,
    bodies_on,
    bodies_over,
    body_or_404,
    decisions_of_body,
    locked_body,
    meetings_of,
    seat_or_404,
    seats_of,
    sits_in,
)
from governance.rules.bodies import KIND_NAMES, ROLE_NAMES, VERDICT_NAMES, Seat
from governance.services.bodies import change_body, found_body, leave, seat
from governance.views.blueprint import blueprint
from membership.queries.people import people_to_choose


@blueprint.get("/instances")
@requires(Permission.DECISIONS_READ)
def bodies() -> str:
    """The bodies of the cooperative: those of today, those to come, those of yesterday."""
    day = today()
    running = bodies_on(day)
    return render_template(
        "governance/bodies.html",
        running=running,
        ahead=bodies_ahead(day),
        over=bodies_over(day),
        seated=_seated(running, day),
        mine={one.id for one in sits_in(current_reader().id, day)},
        kinds=KIND_NAMES,
    )


@blueprint.get("/instances/<int:body_id>")
@requires(Permission.DECISIONS_READ)
def body(body_id: int) -> str:
    """One body: what it is for, who sits there, its meetings, what it decided."""
    found, day = body_or_404(body_id), today()
    seats, meetings = seats_of([found.id]), meetings_of(found)
    return render_template(
        "governance/body.html",
        body=found,
        held=[one for one in seats if one.is_held_on(day)],
        to_come=[one for one in seats if one.since > day and one.until != one.since],
        former=sorted(_former(seats, day), key=lambda one: one.until or day, reverse=True),
        ahead=[one for one in reversed(meetings) if one.held_on > day],
        meetings=[one for one in meetings if one.held_on <= day],
        decisions=decisions_of_body(found),
        kinds=KIND_NAMES,
        roles=ROLE_NAMES,
        verdicts=VERDICT_NAMES,
    )


@blueprint.route("/instances/nouvelle", methods=["GET", "POST"])
@requires(Permission.BODIES_WRITE)
def new_body() -> Response:
    """Found a body."""
    form = BodyForm()

    def write() -> str:
        made = found_body(form.draft(), actor=current_actor(), at=now())
        return to_body(made, _("“%(name)s” is founded. Say now who sits there.", name=made.name))

    return handled(form, write, "governance/body_form.html", body=None)


@blueprint.route("/instances/<int:body_id>/modifier", methods=["GET", "POST"])
@requires(Permission.BODIES_WRITE)
def edit_body(body_id: int) -> Response:
    """Change what is said of a body, or give it a last day."""
    found = body_or_404(body_id)
    form = BodyForm(obj=found)

    def write() -> str:
        change_body(locked_body(body_id), form.draft(), actor=current_actor(), at=now())
        return to_body(found, _("Changes saved."))

    return handled(form, write, "governance/body_form.html", body=found)


@blueprint.route("/instances/<int:body_id>/sieges/nouveau", methods=["GET", "POST"])
@requires(Permission.BODIES_WRITE)
def new_seat(body_id: int) -> Response:
    """Somebody takes a seat."""
    found, wanted = body_or_404(body_id), request.args.get("q", "").strip()[:100]
    people = people_to_choose(wanted) if wanted else []
    form = SeatForm(on=max(today(), found.starts_on)).offer([(one.id, one.name) for one in people])

    def write() -> str:
        made = seat(locked_body(body_id), form.draft(), form.on.data, actor=current_actor(), at=now())
        return to_body(found, _("%(name)s has a seat.", name=made.name))

    return handled(form, write, "governance/seat_form.html", body=found, wanted=wanted, people=people)


@blueprint.route("/instances/<int:body_id>/sieges/<int:seat_id>/depart", methods=["GET", "POST"])
@requires(Permission.BODIES_WRITE)
def leave_seat(body_id: int, seat_id: int) -> Response:
    """Somebody leaves a seat."""
    found = body_or_404(body_id)
    held = seat_or_404(found, seat_id)
    form = LeavingForm(on=max(today(), held.since))

    def write() -> str:
        owner = locked_body(body_id)
        leave(owner, seat_or_404(owner, seat_id), form.on.data, actor=current_actor(), at=now())
        return to_body(found, _("%(name)s no longer sits there.", name=held.name))

    return handled(form, write, "governance/seat_leaving.html", body=found, seat=held)


def to_body(body: Body, message: str) -> str:
    """The address of a body, with a word of what was done."""
    flash(message, "success")
    return url_for("governance.body", body_id=body.id)


def _seated(running: list[Body], day: date) -> dict[int, int]:
    """By body, how many sit there; one statement for all."""
    found: dict[int, int] = {}
    for one in seats_of([body.id for body in running]):
        if one.is_held_on(day):
            found[one.body_id] = found.get(one.body_id, 0) + 1
    return found


def _former(seats: list[Seat], day: date) -> list[Seat]:
    return [one for one in seats if one.until is not None and one.since < one.until <= day]
