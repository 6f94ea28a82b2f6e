"""Paper ballots of a secret vote, at the desk: who took one, and the two counts. What a count says is shown to nobody before
the vote is counted.
"""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor, current_reader
from foundation.documents import pdf
from foundation.kernel.clock import now
from foundation.kernel.db import canonical_json
from foundation.kernel.errors import Malformed, Refused, ScicError
from foundation.kernel.sentences import N_
from foundation.web.forms import answer, choices
from foundation.web.guard import requires
from foundation.web.incoming import row_number
from foundation.web.language import current_language
from foundation.web.transaction import transaction
from votes import queries
from votes.forms.roll import PaperCountForm
from votes.models import Box
from votes.queries.life import state_of
from votes.queries.paper import (
    counts_put_aside,
    has_paper,
    keyed_by_college,
    limited_colleges,
    paper_page,
    paper_standings,
    secret_colleges,
)
from votes.queries.printed_ballots import ballots_data
from votes.rules.ballot_words import choice_in_words
from votes.rules.life import COUNTED_NEXT
from votes.rules.paper_lines import PaperLine, read_lines, simple_choices
from votes.services.act_writing import Acting
from votes.services.paper import NO_ROOM, count_paper, mark_paper
from votes.views.blueprint import blueprint
from votes.views.shown import as_file
from votes.views.urn import NOT_SECRET

LONGEST_QUERY = 100
LONGEST_NUMBER = 6
_NUMBER = N_("A number of ballots is a whole number: “%(text)s” is none.")


@blueprint.get("/<int:box_id>/papier")
@requires(Permission.ATTENDANCE_CHECK_IN)
def paper(box_id: int) -> ResponseReturnValue:
    """Where the counts of each college stand; for who runs votes, whose right is used, without hour, order or channel."""
    box, at, runs = _secret(box_id), now(), current_reader().can(Permission.VOTES_RUN)
    query, page = request.args.get("q", "").strip()[:LONGEST_QUERY], request.args.get("page", 1, type=int)
    return render_template(
        "votes/paper.html",
        box=box,
        query=query,
        shown=paper_page(box, query, page=page) if runs else None,
        standings=paper_standings(box),
        keyed=keyed_by_college(box, current_reader().id),
        is_open=queries.is_open(box, at),
        again=counts_put_aside(box),
        keying=state_of(box, at) in COUNTED_NEXT,
        college_looks=queries.college_looks(box),
        limited=limited_colleges(box),
        ends_by_hand=runs and box.closes_at is None and box.closed_at is None,
    )


@blueprint.post("/<int:box_id>/papier")
@requires(Permission.VOTES_RUN)
def give_paper(box_id: int) -> ResponseReturnValue:
    """Mark that somebody took a paper ballot."""
    _secret(box_id)
    try:
        right_id = row_number(request.form.get("right", ""))
    except ValueError as fault:
        raise Malformed("paper-right", N_("This names no right to vote. Open the page again.")) from fault
    with transaction():
        mark_paper(box_id, right_id, Acting(current_actor(), now()), warned=bool(request.form.get("warned")))
    flash(_("Paper ballot given: %(name)s.", name=queries.name_of_right(right_id)))
    query = request.form.get("q", "").strip()[:LONGEST_QUERY]
    return redirect(url_for("votes.paper", box_id=box_id, q=query or None), code=303)


@blueprint.get("/<int:box_id>/papier/bulletins.pdf")
@requires(Permission.ATTENDANCE_CHECK_IN)
def paper_ballots(box_id: int) -> Response:
    """The ballots to print and cut, one sheet a college counted apart."""
    content = pdf.render("bulletins", ballots_data(_secret(box_id), at=now()), at=now())
    return as_file(content, "application/pdf", f"bulletins-{box_id}.pdf")


@blueprint.route("/<int:box_id>/papier/comptage", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_CHECK_IN)
def key_paper(box_id: int) -> ResponseReturnValue:
    """Key one's own count of the paper ballots of a college."""
    box = _secret(box_id)
    form = PaperCountForm(data={"college": request.args.get("college", "")})
    form.college.choices = choices(secret_colleges(box).items())
    typed = _typed(box) if request.method == "POST" else {}
    if form.validate_on_submit():
        try:
            with transaction():
                lines = _simple(box, typed) or _lines(box, form.lines.data or "")
                count_paper(box.id, form.college.data or "", lines, Acting(current_actor(), now()))
        except ScicError as refused:
            form.refuse(refused)
        else:
            flash(_("Your count is kept. Another person keys theirs without seeing it."))
            return redirect(url_for("votes.paper", box_id=box.id, _anchor="comptages"), code=303)
    return answer(form, "votes/paper_count.html", **_count_page(box, typed))


def _count_page(box: Box, typed: dict[str, str]) -> dict[str, Any]:
    contest, lang = queries.contest_of_box(box), current_language()
    options = [] if contest is None else [(place, one.label or one.id) for place, one in enumerate(contest.options, 1)]
    simple = [
        (f"n-{place}", choice_in_words(box.method, contest, choice, lang), typed.get(f"n-{place}", ""))
        for place, choice in enumerate(_choices(box))
    ]
    grades = [] if contest is None else list(enumerate(contest.grades))
    return {"box": box, "options": options, "simple": simple, "grades": grades}


def _choices(box: Box) -> list[str]:
    return simple_choices(box.method, queries.contest_of_box(box))


def _typed(box: Box) -> dict[str, str]:
    """The numbers typed beside each choice, as they were typed."""
    names = [f"n-{place}" for place in range(len(_choices(box)))]
    return {name: request.form.get(name, "").strip() for name in names}


def _simple(box: Box, typed: dict[str, str]) -> list[PaperLine]:
    lines = []
    for place, choice in enumerate(_choices(box)):
        text = typed[f"n-{place}"] or "0"
        if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER):
            raise Refused("paper-number", _NUMBER, text=text)
        lines.append(PaperLine(choice, int(text)))
    return lines


def _lines(box: Box, text: str) -> list[PaperLine]:
    contest = queries.contest_of_box(box)
    return read_lines(text, box.method, canonical_json(box.contest), contest.ids if contest else ())


def _secret(box_id: int) -> Box:
    box = queries.get_box(box_id)
    if not box.secret:
        raise Refused("box-not-secret", NOT_SECRET)
    if not has_paper(box):
        raise Refused("paper-no-room", NO_ROOM)
    return box
