"""The page of a vote and its ballots. An open vote shows its turnout and nothing of its ballots."""

from flask import Response, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_reader
from foundation.kernel.clock import now
from foundation.kernel.db import set_write_intent
from foundation.kernel.errors import Refused
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from votes import queries
from votes.forms.casting import SentBallot, fresh_sheet, sent_ballot
from votes.queries.papers import ballot_paper
from votes.rules.receipts import grouped
from votes.services.casting import CastReceipt, CastState, Secretly, cast
from votes.views.ballot_pages import elsewhere, kept_nowhere, open_context, way_back
from votes.views.blueprint import blueprint
from votes.views.known import refuse_outsiders
from votes.views.preparing import next_step, refused_review
from votes.views.results import result_page

ON_REVIEW = {"ballot-warning": "warned", "objection-reason": "reason"}


@blueprint.get("/<int:box_id>")
@requires(Permission.COUNT_READ)
def show(box_id: int) -> ResponseReturnValue:
    """The ballot and the turnout while the vote is open, the published result afterwards."""
    box = queries.get_box(box_id)
    stored = queries.stored_result(box_id)
    if stored is not None:
        return result_page(box, stored)
    paper = ballot_paper(box, current_reader().id, now())
    page = render_template("votes/box.html", **open_context(paper, fresh_sheet(paper), request.args.get("suite")))
    return kept_nowhere(make_response(page), box)


@blueprint.post("/<int:box_id>/bulletins")
@requires(Permission.VOTE_CAST)
def cast_ballots(box_id: int) -> ResponseReturnValue:
    """Go one step on with a ballot; the last step, or the one button of a resolution, casts it for all its rights or none.

    Only the act itself takes the turn to write: five hundred voters read their next page at once.
    """
    set_write_intent(False)
    sent = sent_ballot(request.form)
    if not sent.casts:
        refuse_outsiders(box_id)
        return next_step(box_id, sent)
    try:
        receipts = _cast_all(box_id, sent)
    except Refused as error:
        if error.code not in ON_REVIEW:
            raise
        return refused_review(box_id, sent, error, field=ON_REVIEW[error.code])
    if any(receipt.receipt for receipt in receipts.values()):
        return _receipts_page(box_id, sent, receipts)
    flash(_told(list(receipts.values())), "success")
    return redirect(way_back(box_id, sent.back_to), code=303)


def _cast_all(box_id: int, sent: SentBallot) -> dict[int, CastReceipt]:
    """Every ballot in one transaction: a second click finds all of them, or none."""
    account, at = current_reader(), now()
    with transaction():
        return {
            right: cast(
                box_id,
                right,
                one.choice,
                account_id=account.id,
                at=at,
                secretly=Secretly(sent.receipts.get(right, ""), sent.warned),
                reason=one.reason,
            )
            for right, one in sent.ballots().items()
        }


def _receipts_page(box_id: int, sent: SentBallot, receipts: dict[int, CastReceipt]) -> Response:
    """The receipts, on this answer alone: they stand in no session, no message and no mail."""
    paper = ballot_paper(queries.get_box(box_id), current_reader().id, now())
    codes = {right: grouped(receipt.receipt) for right, receipt in receipts.items() if receipt.receipt}
    context = {"box": paper.box, "paper": paper, "receipts": receipts, "codes": codes}
    context["back_to"] = way_back(box_id, sent.back_to)
    page = make_response(render_template("votes/receipt.html", going_on=elsewhere(box_id, sent.back_to), **context))
    page.headers["Cache-Control"] = "no-store"
    return page


def _told(receipts: list[CastReceipt]) -> str:
    """What became of the ballots, in one sentence."""
    number = len(receipts)
    if all(receipt.state is CastState.REPEATED for receipt in receipts):
        return _("Already recorded: this was your ballot, and it stands.")
    if any(receipt.state is CastState.REPLACED for receipt in receipts):
        return ngettext("Ballot changed.", "%(num)s ballots recorded, the former ones replaced.", number)
    return ngettext("Ballot recorded.", "%(num)s ballots recorded.", number)
