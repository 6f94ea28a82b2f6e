"""The ballot of a member without a device, in a vote among options: filled in at the desk on a page of its own."""

from dataclasses import replace

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.kernel.errors import Refused
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from governance.models import AgendaItem, Assembly
from governance.queries.assemblies import assembly_by_id, item_by_id
from governance.views.blueprint import blueprint
from governance.views.hands import open_box_of, refuse_blank_proxy, said_of
from votes.forms.casting import Sheet, sent_ballot
from votes.models import Box
from votes.queries import name_of_right
from votes.queries.papers import BallotPaper, paper_at_desk
from votes.rules.reading import Slip, choice_of
from votes.rules.tally import BLANK
from votes.rules.written import Written, moved, stepped
from votes.services.casting import cast_at_desk

ENTER, BLANK_STEP = "review", "blank"


@blueprint.get("/assemblees/<int:assembly_id>/points/<int:item_id>/saisie/<int:right_id>")
@requires(Permission.ASSEMBLY_HOLD)
def hand_ballot(assembly_id: int, item_id: int, right_id: int) -> ResponseReturnValue:
    """An empty paper for one right: what was cast is not shown again, neither is it to the desk."""
    found, item, box = _asked(assembly_id, item_id)
    if not box.contest:
        return redirect(
            url_for("governance.hands", assembly_id=assembly_id, item_id=item_id, _anchor=f"droit-{right_id}")
        )
    return _page(found, item, Sheet(rights=(right_id,), paper=paper_at_desk(box, now())))


@blueprint.post("/assemblees/<int:assembly_id>/points/<int:item_id>/saisie/<int:right_id>")
@requires(Permission.ASSEMBLY_HOLD)
def enter_hand_ballot(assembly_id: int, item_id: int, right_id: int) -> ResponseReturnValue:
    """Enter it, or go one step on with the ranks and the points."""
    found, item, box = _asked(assembly_id, item_id)
    refuse_blank_proxy(box.id, right_id)
    sent, paper = sent_ballot(request.form), paper_at_desk(box, now())
    written = Written(blank=True) if sent.step == BLANK_STEP else _stepped(paper, sent.written(box.method))
    choice, slips = choice_of(box.method, paper.contest, written)
    sheet = Sheet(written, (right_id,), paper=paper)
    if sent.step not in (ENTER, BLANK_STEP):
        return _page(found, item, sheet)
    if slips:
        return _page(found, item, replace(sheet, slips=slips))
    try:
        with transaction():
            receipt = cast_at_desk(
                box.id, right_id, BLANK if written.blank else choice, actor=current_actor(), at=now()
            )
    except Refused as error:
        if error.code != "ballot-choice":
            raise
        return _page(found, item, replace(sheet, slips=(Slip("", error.message, error.values),)))
    flash(said_of(receipt.state, name_of_right(right_id)), "success")
    return redirect(url_for("governance.hands", assembly_id=assembly_id, item_id=item_id, _anchor=f"droit-{right_id}"))


def _asked(assembly_id: int, item_id: int) -> tuple[Assembly, AgendaItem, Box]:
    found = assembly_by_id(assembly_id)
    item = item_by_id(found, item_id)
    return found, item, open_box_of(item)


def _stepped(paper: BallotPaper, written: Written) -> Written:
    """What a button beside an option changes: a rank up or down, a point more or less."""
    step, _colon, option = request.form.get("step", "").partition(":")
    if paper.contest is None or option not in paper.contest.index:
        return written
    if step in ("up", "down"):
        return moved(paper.box.method, paper.contest, written, **{step: option})
    if step in ("plus", "minus"):
        return stepped(paper.contest, written, option, 1 if step == "plus" else -1)
    return written


def _page(assembly: Assembly, item: AgendaItem, sheet: Sheet) -> Response:
    [right_id] = sheet.rights
    context = {"assembly": assembly, "item": item, "sheet": sheet, "paper": sheet.paper}
    page = render_template("governance/hand_ballot.html", right_id=right_id, name=name_of_right(right_id), **context)
    return make_response(page, 422 if sheet.slips else 200)
