"""The roll of a vote: who is on it and why, who was left out, what changed after the opening, who voted once it is closed."""

from collections.abc import Iterator
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor, current_reader
from foundation.kernel.clock import now
from foundation.kernel.errors import NotFound, ScicError
from foundation.kernel.sentences import N_, sentence
from foundation.web.forms import answer, choices
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.transaction import transaction
from spreadsheets.writing import TYPES, sheet_chunks
from votes import queries
from votes.forms.roll import AdditionForm, TakeBackForm
from votes.models import Box
from votes.queries.life import holds_right
from votes.queries.roll import (
    count_voted,
    left_out_among,
    left_out_page,
    name_on_roll,
    roll_changes,
    roll_page,
    whole_roll,
)
from votes.rules.roll_reasons import EXCLUSION_SENTENCES, INCLUSION_SENTENCES, PRESENCE_SENTENCES
from votes.services.act_writing import Acting
from votes.services.roll_changes import ask_addition, confirm_addition, refuse_addition, take_back
from votes.signals import late_line_asked, own_members_asked
from votes.views.blueprint import blueprint

LONGEST_QUERY = 100
_NO_MEMBER = N_("There is no member with this number today. Look the number up in the list of members.")
_NO_RIGHT = N_("This right is not on the roll of this vote. Open the roll again.")


@blueprint.get("/<int:box_id>/liste")
@requires(Permission.COUNT_READ)
def roll(box_id: int) -> ResponseReturnValue:
    """The roll, a page at a time; for who runs votes, those left out as well."""
    box, runs = queries.get_box(box_id), current_user.can(Permission.VOTES_RUN)
    query, page = request.args.get("q", "").strip()[:LONGEST_QUERY], request.args.get("page", 1, type=int)
    left, voted = request.args.get("liste") == "ecartes" and runs, _may_know_who_voted(box)
    shown = left_out_page(box.id, query, page=page) if left else roll_page(box, query, page=page, with_voted=voted)
    return render_template(
        "votes/roll.html",
        box=box,
        shown=shown,
        query=query,
        left=left,
        runs=runs,
        voted=voted,
        used=count_voted(box.id) if voted else 0,
        changes=roll_changes(box.id),
        own_left_out=_own_left_out(box),
        is_open=queries.is_open(box, now()),
        entitled=sum(queries.entitled_by_college(box).values()),
        college_looks=queries.college_looks(box),
        why=_why,
        presence=lambda kind: _words(PRESENCE_SENTENCES, kind),
        me=current_reader().id,
    )


@blueprint.get("/<int:box_id>/liste.<any(csv, xlsx, ods):kind>")
@requires(Permission.VOTES_RUN)
def roll_file(box_id: int, kind: str) -> Response:
    """The whole roll as a sheet; who voted is there once the vote is closed."""
    box = queries.get_box(box_id)
    header, rows = _sheet(box)
    pieces = sheet_chunks(kind, header, rows, title=_("Roll"), about=[box.title])
    sheet = b"".join(piece.encode() if isinstance(piece, str) else piece for piece in pieces)
    response = Response(sheet, mimetype=TYPES[kind])
    response.headers.set("Content-Disposition", "attachment", filename=f"liste-{box.id}.{kind}")
    return response


def _sheet(box: Box) -> tuple[list[str], Iterator[list[object]]]:
    """The names of the columns, and one line a right."""
    voted, names = _may_know_who_voted(box), {one["id"]: one["name"] for one in box.colleges}
    header = [_("Number"), _("Name"), _("College"), _("Takes part"), _("Holder"), _("Why on the roll")]
    header += [_("Right taken back"), *([_("Has voted")] if voted else [])]
    rows: Iterator[list[object]] = (
        [
            *(row.member_number, row.name, names.get(row.college, "")),
            *(_words(PRESENCE_SENTENCES, row.kind), row.holder_name or "", row.late or _why(row.why), row.ended),
            *([bool(row.voted)] if voted else []),
        ]
        for row in whole_roll(box, with_voted=voted)
    )
    return header, rows


@blueprint.route("/<int:box_id>/liste/ajout", methods=["GET", "POST"])
@requires(Permission.VOTES_RUN)
def add_right(box_id: int) -> ResponseReturnValue:
    """Add a member to the roll of an open vote; a secret one waits for a second person."""
    box, form = queries.get_box(box_id), AdditionForm()
    form.college.choices = choices([("", _("That of the member")), *((one["id"], one["name"]) for one in box.colleges)])
    if form.validate_on_submit():
        try:
            with transaction():
                made = _add(box, form)
        except ScicError as refused:
            form.refuse(refused, field="number")
        else:
            flash(_("The right is on the roll.") if made else _("The request is written: a second person confirms it."))
            return redirect(url_for("votes.roll", box_id=box.id, _anchor="changements"), code=303)
    return answer(form, "votes/add_right.html", box=box)


@blueprint.post("/<int:box_id>/liste/ajout/<int:asked_id>")
@requires(Permission.VOTES_RUN)
def answer_addition(box_id: int, asked_id: int) -> ResponseReturnValue:
    """The second person confirms an addition, or somebody refuses it."""
    queries.get_box(box_id)
    acting = Acting(current_actor(), now())
    with transaction():
        if request.form.get("answer") == "confirm":
            confirm_addition(asked_id, acting)
            flash(_("The right is on the roll."))
        else:
            refuse_addition(asked_id, acting)
            flash(_("The addition is refused."))
    return redirect(url_for("votes.roll", box_id=box_id, _anchor="changements"), code=303)


@blueprint.route("/<int:box_id>/liste/<int:right_id>/retrait", methods=["GET", "POST"])
@requires(Permission.VOTES_RUN)
def end_right(box_id: int, right_id: int) -> ResponseReturnValue:
    """Take an unused right back, with the reason."""
    box, name = queries.get_box(box_id), _name_on(box_id, right_id)
    form = TakeBackForm()
    if form.validate_on_submit():
        try:
            with transaction():
                take_back(box.id, right_id, Acting(current_actor(), now(), form.reason.data))
        except ScicError as refused:
            form.refuse(refused)
        else:
            flash(_("The right of %(name)s is taken back.", name=name))
            return redirect(url_for("votes.roll", box_id=box.id, _anchor="changements"), code=303)
    return answer(form, "votes/end_right.html", box=box, name=name)


def _add(box: Box, form: AdditionForm) -> object:
    at = now()
    asked: dict[str, Any] = {"number": form.number.data, "college": form.college.data or "", "at": at}
    line = next((line for _ear, line in late_line_asked.send(box, **asked) if line is not None), None)
    if line is None:
        raise NotFound("no-member", _NO_MEMBER)
    return ask_addition(box.id, line, Acting(current_actor(), at, form.reason.data))


def _may_know_who_voted(box: Box) -> bool:
    """Once the vote is closed: who runs votes, scrutineers, and whoever held a right in it."""
    if box.closed_at is None or queries.stored_result(box.id) is None:
        return False
    return current_user.can(Permission.VOTES_NOMINAL) or holds_right(box.id, current_reader().id)


def _own_left_out(box: Box) -> list[Any]:
    """The members for whom the reader acts and whom the roll left out; each reads the reason of their own."""
    mine = [number for _ear, numbers in own_members_asked.send(current_reader().id, at=now()) for number in numbers]
    return left_out_among(box.id, mine)


def _name_on(box_id: int, right_id: int) -> str:
    name = name_on_roll(box_id, right_id)
    if name is None:
        raise NotFound("right", _NO_RIGHT)
    return name


def _why(word: str) -> str:
    return _words({**INCLUSION_SENTENCES, **EXCLUSION_SENTENCES}, word)


def _words(sentences: dict[str, str], word: str) -> str:
    return sentence(current_language(), sentences[word], {}) if word in sentences else ""
