"""Pages of a vote: casting, the result, and the count file. An open vote shows its turnout and nothing of its ballots."""

from datetime import datetime

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_reader
from foundation.kernel.clock import now
from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_
from foundation.web.errors import safe_next
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.transaction import transaction
from votes import queries
from votes.forms import BallotForm, sent_ballot
from votes.models import Box, BoxResult
from votes.rules.roll import rules_from_texts
from votes.services.casting import CastReceipt, CastState, cast

blueprint = Blueprint("votes", __name__, url_prefix="/votes")


@blueprint.get("/<int:box_id>")
@requires(Permission.COUNT_READ)
def show(box_id: int) -> ResponseReturnValue:
    """The ballot and the turnout while the vote is open, the published result afterwards."""
    box = queries.get_box(box_id)
    stored = queries.stored_result(box_id)
    if stored is not None:
        return render_template("votes/result.html", **_result_context(box, stored))
    return render_template("votes/box.html", form=BallotForm(formdata=None), **_open_context(box, now()))


@blueprint.post("/<int:box_id>/bulletins")
@requires(Permission.VOTE_CAST)
def cast_ballots(box_id: int) -> ResponseReturnValue:
    """Cast the same choice for one right or for several in the same hand, all or none."""
    sent = sent_ballot(request.form)
    if not sent.says_something:
        form = BallotForm()
        form.validate()
        context = _open_context(queries.get_box(box_id), now())
        return answer(form, "votes/box.html", **context | {"back_to": _back(box_id, sent.back_to)})
    account, at = current_reader(), now()
    with transaction():
        receipts = [cast(box_id, right_id, sent.choice, account_id=account.id, at=at) for right_id in sent.rights]
    flash(_told(receipts), "success")
    return redirect(_back(box_id, sent.back_to), code=303)


@blueprint.get("/<int:box_id>/depouillement.json")
@requires(Permission.COUNT_READ)
def count_file(box_id: int) -> ResponseReturnValue:
    """The count file of a closed vote, to recount it anywhere."""
    queries.get_box(box_id)
    stored = queries.stored_result(box_id)
    if stored is None:
        message = N_("This vote is not closed: its count file will be here once it is. Come back after the closing.")
        raise StateMoved("box-not-closed", message)
    response: Response = make_response(stored.count_file)
    response.mimetype = "application/json"
    response.headers["Content-Disposition"] = f'attachment; filename="depouillement-{box_id}.json"'
    return response


def _back(box_id: int, wanted: str | None) -> str:
    """Where a ballot leads to: the local page that it was cast from, else the page of the vote."""
    return safe_next(wanted, "") or url_for("votes.show", box_id=box_id)


def _told(receipts: list[CastReceipt]) -> str:
    """What became of the ballots, in one sentence."""
    number = len(receipts)
    if all(receipt.state is CastState.REPEATED for receipt in receipts):
        return _("Already recorded: this was your ballot, and it stands.")
    if any(receipt.state is CastState.REPLACED for receipt in receipts):
        return ngettext("Ballot changed.", "%(num)s ballots recorded, the former ones replaced.", number)
    return ngettext("Ballot recorded.", "%(num)s ballots recorded.", number)


def _open_context(box: Box, at: datetime) -> dict[str, object]:
    return {
        "box": box,
        "accepts_ballots": queries.is_open(box, at),
        "rights": queries.rights_of(box.id, current_reader().id),
        "turnout": queries.turnout(box),
        "college_looks": queries.college_looks(box),
        "back_to": _back(box.id, request.args.get("suite")),
        "came_from": safe_next(request.args.get("suite"), ""),
    }


def _result_context(box: Box, stored: BoxResult) -> dict[str, object]:
    return {
        "box": box,
        "stored": stored,
        "published": queries.published_result(box, stored),
        "rules": rules_from_texts(box.statutes_version, box.rules),
        "reasons": stored.reasons[current_language()],
        "rights": queries.rights_of(box.id, current_reader().id),
        "college_looks": queries.college_looks(box),
        "came_from": safe_next(request.args.get("suite"), ""),
    }
