"""Cooperation protocols: what is agreed with whom, its reviews, its papers."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.documents.deposits import deposit, deposit_or_404, deposited_response, deposits_about
from foundation.kernel.clock import now, today
from foundation.web.guard import requires
from foundation.web.handling import handled
from foundation.web.twins import refuse_twin
from governance.queries.decisions import decisions_about
from pole.actors.forms.protocols import PaperForm, ProtocolForm, ReviewForm, StopForm
from pole.actors.models import Protocol
from pole.actors.queries.protocols import owners_to_choose, protocol_on, protocols_on
from pole.actors.rules.events import Event
from pole.actors.rules.protocols import IN_FORCE, OUTCOME_NAMES, STATE_NAMES
from pole.actors.services.protocols import review, stop, write_protocol
from pole.actors.views.blueprint import blueprint
from pole.actors.views.directory import named_actors


@blueprint.get("/protocoles")
@requires(Permission.POLE_READ)
def protocols() -> str:
    """Every protocol, those to review first."""
    found = protocols_on(today())
    return render_template(
        "pole/actors/protocols.html",
        running=[one for one in found if one.state in IN_FORCE],
        others=[one for one in found if one.state not in IN_FORCE],
        states=STATE_NAMES,
    )


@blueprint.get("/protocoles/<int:protocol_id>")
@requires(Permission.POLE_READ)
def protocol(protocol_id: int) -> str:
    """One protocol: with whom, about what, until when, what its reviews found."""
    found = protocol_on(protocol_id, today())
    subject = found.protocol.subject
    return render_template(
        "pole/actors/protocol.html",
        found=found,
        protocol=found.protocol,
        papers=deposits_about(subject),
        decisions=decisions_about([subject]).get(subject, []),
        states=STATE_NAMES,
        outcomes=OUTCOME_NAMES,
    )


@blueprint.route("/protocoles/nouveau", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_protocol() -> Response:
    """Write a protocol."""
    form = ProtocolForm().offer(named_actors(), owners_to_choose())

    def write() -> str:
        draft, actor, at = form.draft(), current_actor(), now()
        refuse_twin(Event.PROTOCOL_WRITTEN, {"title": draft.title.strip()}, _address, actor=actor, at=at)
        made = write_protocol(draft, actor=actor, at=at)
        return _to(made, _("Protocol written. Add the signed paper."))

    return handled(form, write, "pole/actors/protocol_form.html", protocol=None)


@blueprint.route("/protocoles/<int:protocol_id>/modifier", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def edit_protocol(protocol_id: int) -> Response:
    """Change what is written of a protocol."""
    found = protocol_on(protocol_id, today())
    offered = dict(named_actors()) | found.parties
    form = ProtocolForm.of(found.protocol).offer(list(offered.items()), owners_to_choose())

    def write() -> str:
        write_protocol(form.draft(), found.protocol, actor=current_actor(), at=now())
        return _to(found.protocol, _("Changes saved."))

    return handled(form, write, "pole/actors/protocol_form.html", protocol=found.protocol)


@blueprint.route("/protocoles/<int:protocol_id>/revue", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def review_protocol(protocol_id: int) -> Response:
    """Write what a review found."""
    found = protocol_on(protocol_id, today())
    form = ReviewForm(on=today()).offer()

    def write() -> str:
        review(found, form.draft(), actor=current_actor(), at=now())
        return _to(found.protocol, _("Review written: the next one is reckoned from it."))

    return handled(form, write, "pole/actors/review_form.html", protocol=found.protocol)


@blueprint.route("/protocoles/<int:protocol_id>/arret", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def stop_protocol(protocol_id: int) -> Response:
    """Stop a protocol before its term."""
    found = protocol_on(protocol_id, today())
    form = StopForm(on=max(today(), found.protocol.starts_on))

    def write() -> str:
        stop(found.protocol, form.on.data, form.why.data, actor=current_actor(), at=now())
        return _to(found.protocol, _("The protocol is stopped. Its history stays."))

    return handled(form, write, "pole/actors/stop_form.html", protocol=found.protocol)


@blueprint.route("/protocoles/<int:protocol_id>/papiers", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def add_paper(protocol_id: int) -> Response:
    """Keep the signed paper, or another one about it."""
    found = protocol_on(protocol_id, today()).protocol
    form = PaperForm(title=_("Signed protocol"))

    def write() -> str:
        deposit(form.file.data, about=found.subject, title=form.title.data, actor=current_actor(), at=now())
        return _to(found, _("The paper is kept."))

    return handled(form, write, "pole/actors/paper_form.html", protocol=found)


@blueprint.get("/protocoles/<int:protocol_id>/papiers/<int:deposit_id>")
@requires(Permission.POLE_READ)
def paper(protocol_id: int, deposit_id: int) -> Response:
    """One paper of a protocol."""
    found = protocol_on(protocol_id, today()).protocol
    return deposited_response(deposit_or_404(deposit_id, about=found.subject))


def _to(row: Protocol, message: str) -> str:
    flash(message, "success")
    return _address(row.id)


def _address(protocol_id: int) -> str:
    return url_for("actors.protocol", protocol_id=protocol_id)
