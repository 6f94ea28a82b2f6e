"""Proposals: the list, one of them with its versions, and its writing."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor, current_reader
from foundation.kernel.clock import now
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from foundation.web.twins import refuse_twin
from governance.services.following import follows
from pole.programme.forms.proposals import ProposalForm
from pole.programme.queries.proposals import items_of, proposal_or_404, proposals_now
from pole.programme.rules.events import Event
from pole.programme.rules.versions import may_follow_up
from pole.programme.services.proposals import add_proposal, begin_version, change_proposal
from pole.programme.views.blueprint import blueprint


@blueprint.get("/programme/propositions")
@requires(Permission.POLE_READ)
def proposals() -> str:
    """What was proposed, and where each stands."""
    return render_template("pole/programme/proposals.html", found=proposals_now())


@blueprint.get("/programme/propositions/<int:proposal_id>")
@requires(Permission.POLE_READ)
def proposal(proposal_id: int) -> str:
    """One proposal: its versions, the bodies they were put to and what these decided, with their motives."""
    found = proposal_or_404(proposal_id)
    return render_template(
        "pole/programme/proposal.html",
        found=found,
        held=items_of([one.id for one in found.versions]),
        may_begin=found.last is None or may_follow_up(found.last.state),
        follows=follows(current_reader().id, found.proposal.subject),
    )


@blueprint.route("/programme/propositions/nouvelle", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_proposal() -> str | Response | tuple[str, int]:
    """Begin a proposal, with its first version to write."""
    form = ProposalForm()
    if form.validate_on_submit():
        with transaction():
            who, at = current_actor(), now()
            title = form.title.data.strip()
            refuse_twin(Event.PROPOSAL_WRITTEN, {"title": title}, _address, actor=who, at=at)
            made = add_proposal(title, (form.question.data or "").strip(), actor=who, at=at)
            begin_version(made, actor=who, at=at)
        flash(_("The proposal is begun: write its first version."), "success")
        return redirect(url_for("programme.edit_version", proposal_id=made.id, version=1))
    return answer(form, "pole/programme/proposal_form.html", proposal=None)


@blueprint.route("/programme/propositions/<int:proposal_id>/modifier", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def edit_proposal(proposal_id: int) -> str | Response | tuple[str, int]:
    """Change the title and the question; the versions stay as they are."""
    found = proposal_or_404(proposal_id).proposal
    form = ProposalForm.of(found)
    if form.validate_on_submit():
        with transaction():
            title, question = form.title.data.strip(), (form.question.data or "").strip()
            change_proposal(found, title, question, actor=current_actor(), at=now())
        flash(_("Changes saved."))
        return redirect(url_for("programme.proposal", proposal_id=proposal_id))
    return answer(form, "pole/programme/proposal_form.html", proposal=found)


@blueprint.post("/programme/propositions/<int:proposal_id>/versions")
@requires(Permission.POLE_WRITE)
def next_version(proposal_id: int) -> Response:
    """Begin the next version, from the words of the last one."""
    found = proposal_or_404(proposal_id)
    with transaction():
        made = begin_version(found.proposal, actor=current_actor(), at=now())
    return redirect(url_for("programme.edit_version", proposal_id=proposal_id, version=made.version))


def _address(proposal_id: int) -> str:
    return url_for("programme.proposal", proposal_id=proposal_id)
