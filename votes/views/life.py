"""The life of a vote: every act with who, when and why; the acts allowed now; a contest by who held a right; a rehearsal."""

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.kernel.errors import NotAllowed, NotFound, Refused, StateMoved
from foundation.kernel.sentences import N_, sentence
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.transaction import transaction
from votes import queries
from votes.forms.life import ReasonForm
from votes.models import Box
from votes.queries.life import contestable_until, holds_right, life_shown, state_of
from votes.queries.paper import has_paper
from votes.queries.small_counts import small_counts
from votes.rules.life import ALLOWED_IN, BoxState
from votes.services import publishing, rehearsing
from votes.services.act_writing import NOT_NOW, Acting
from votes.services.acts import paper_is_counted
from votes.services.closing import close_box
from votes.services.recounting import recounted_where_refused
from votes.signals import extension_asked
from votes.views.acting import ACT_PAGES, ANSWERS, ActPage
from votes.views.blueprint import blueprint

EXTEND = "prolonger"
_TOGETHER = N_(
    "This question closes with the others of its consultation: give more time to the whole consultation, on its page."
)


@blueprint.before_request
def hide_rehearsals() -> None:
    """A rehearsal is there for who rehearses and who runs votes, whatever page of it is asked for.

    What is sent to it is refused to others anyway: they have no right in it.
    """
    box_id = (request.view_args or {}).get("box_id")
    if box_id is None or request.method != "GET" or not current_user.is_authenticated:
        return
    box = queries.get_box(box_id)
    if box.rehearsal and not (current_user.can(Permission.VOTES_RUN) or holds_right(box_id, current_user.id)):
        raise NotFound("box", queries.NO_BOX)


@blueprint.app_context_processor
def life_words() -> dict[str, object]:
    """What pages of a vote say of its life: `life_of(box)`."""
    return {"life_of": lambda box: life_shown(box, now(), getattr(current_user, "id", None))}


@blueprint.get("/<int:box_id>/vie")
@requires(Permission.VOTES_RUN)
def life(box_id: int) -> str:
    """Every act, and the buttons allowed now."""
    box, at = queries.get_box(box_id), now()
    shown = life_shown(box, at, current_user.id)
    allowed = {} if box.rehearsal else _allowed(box, shown.state, at)
    together = _extended_together(box) if EXTEND in allowed else None
    if together:
        del allowed[EXTEND]
    return render_template(
        "votes/life.html",
        box=box,
        shown=shown,
        allowed=allowed,
        together=together,
        answers=ANSWERS,
        turnout=queries.turnout(box),
    )


@blueprint.route(
    "/<int:box_id>/vie/<any({}):act_name>".format(", ".join(f"'{name}'" for name in ACT_PAGES)), methods=["GET", "POST"]
)
@requires(Permission.VOTES_RUN)
def act(box_id: int, act_name: str) -> ResponseReturnValue:
    """One act: what it brings about, its reason, its button. Votes that close together are extended together."""
    together = _extended_together(queries.get_box(box_id)) if act_name == EXTEND else None
    if together and request.method == "POST":
        raise Refused("box-together", _TOGETHER)
    if together:
        return redirect(together)
    return _act_page(box_id, ACT_PAGES[act_name], 0)


@blueprint.route(
    "/<int:box_id>/contestations/<int:dispute_id>/<any('rejeter', 'annuler'):act_name>", methods=["GET", "POST"]
)
@requires(Permission.VOTES_RUN)
def answer_dispute(box_id: int, dispute_id: int, act_name: str) -> ResponseReturnValue:
    """Answer one contest: the result stands, or the vote is annulled."""
    if all(one.id != dispute_id for one in life_shown(queries.get_box(box_id), now(), None).waiting):
        raise NotFound("dispute", publishing.NO_DISPUTE)
    return _act_page(box_id, ANSWERS[act_name], dispute_id)


@blueprint.post("/<int:box_id>/vie/depouiller")
@requires(Permission.VOTES_RUN)
def count_now(box_id: int) -> ResponseReturnValue:
    """Count a vote whose time has passed, without waiting for the worker."""
    at = now()
    with recounted_where_refused(current_actor(), at), transaction():
        state = state_of(queries.get_box(box_id), at)
        if state is BoxState.OPEN:
            raise StateMoved("box-state", NOT_NOW[state])
        close_box(box_id, actor=current_actor(), at=at)
    flash(_("The vote is counted."), "success")
    return redirect(url_for("votes.life", box_id=box_id), code=303)


@blueprint.route("/<int:box_id>/contestation", methods=["GET", "POST"])
@requires(Permission.COUNT_READ)
def dispute(box_id: int) -> ResponseReturnValue:
    """Contest a published result with a right held in the vote."""
    box, form = queries.get_box(box_id), ReasonForm()
    shown = life_shown(box, now(), current_user.id)
    if not shown.holds_right:
        raise NotAllowed("dispute-right", publishing.NO_RIGHT)
    if form.validate_on_submit():
        with transaction():
            publishing.dispute(box_id, _acting(form))
        flash(_("Your contest is recorded: it stands with the result, and its answer will too."), "success")
        return redirect(url_for("votes.show", box_id=box_id), code=303)
    return answer(form, "votes/dispute.html", box=box, shown=shown)


@blueprint.post("/<int:box_id>/repetition/depouiller")
@requires(Permission.VOTES_RUN)
def count_rehearsal(box_id: int) -> ResponseReturnValue:
    """Count a rehearsal, to look at its result."""
    with transaction():
        rehearsing.close_rehearsal(box_id, actor=current_actor(), at=now())
    return redirect(url_for("votes.show", box_id=box_id), code=303)


@blueprint.post("/<int:box_id>/repetition/effacer")
@requires(Permission.VOTES_RUN)
def wipe_rehearsal(box_id: int) -> ResponseReturnValue:
    """Wipe a rehearsal."""
    with transaction():
        rehearsing.wipe(box_id)
    flash(_("The rehearsal is wiped: nothing of it is left."), "success")
    return redirect("/", code=303)


def _allowed(box: Box, state: BoxState, at: datetime) -> dict[str, ActPage]:
    """The acts that its state allows now, by the name in their address."""
    few = bool(small_counts(box)) if state in (BoxState.OPEN, BoxState.FEW) else False
    until = contestable_until(box)
    hidden = {
        EXTEND: box.closes_at is None or box.closed_at is not None or paper_is_counted(box),
        "finir": box.closes_at is not None or not has_paper(box),
        "confirmer": not few,
        "archiver": until is not None and at < until,
    }
    return {name: page for name, page in ACT_PAGES.items() if state in ALLOWED_IN[page.kind] and not hidden.get(name)}


def _extended_together(box: Box) -> str | None:
    return next((address for _ear, address in extension_asked.send(box) if address), None)


def _act_page(box_id: int, page: ActPage, dispute_id: int) -> ResponseReturnValue:
    box, at = queries.get_box(box_id), now()
    form = page.form()
    form.dispute_id = dispute_id
    shown = life_shown(box, at, current_user.id)
    if form.validate_on_submit():
        try:
            with transaction():
                page.act(box_id, _acting(form), form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(sentence(current_language(), page.done), "success")
            return redirect(url_for("votes.life", box_id=box_id), code=303)
    elif shown.state not in ALLOWED_IN[page.kind]:
        raise StateMoved("box-state", NOT_NOW[shown.state])
    return answer(form, "votes/act.html", box=box, shown=shown, page=page, dispute=shown.by_id.get(dispute_id))


def _acting(form: ReasonForm) -> Acting:
    return Acting(current_actor(), now(), form.reason.data or "")
