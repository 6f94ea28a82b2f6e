"""The page of a vote and its ballots. An open vote shows its turnout and nothing of its ballots."""

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_reader
from foundation.kernel.clock import now
from foundation.web.errors import safe_next
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from votes import queries
from votes.forms.casting import BallotForm, sent_ballot
from votes.models import Box
from votes.services.casting import CastReceipt, CastState, cast
from votes.views.blueprint import blueprint
from votes.views.results import result_page


@blueprint.get("/<int:box_id>")
@requires(Permission.COUNT_READ)
def show(box_id: int) -> ResponseReturnValue:
    """The ballot and the turnout while the vote is open, the published result afterwards."""
    box = queries.get_box(box_id)
    stored = queries.stored_result(box_id)
    if stored is not None:
        return result_page(box, stored)
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
