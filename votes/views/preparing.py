"""A ballot is filled in and reviewed before anything is cast: each step is a page made from what was sent, nothing is kept."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from flask import Response, make_response, render_template

from foundation.accounts.session import current_reader
from foundation.kernel.clock import now
from foundation.kernel.db import canonical_json
from foundation.kernel.errors import Malformed, NotFound, Refused, ScicError, StateMoved
from foundation.kernel.sentences import N_
from votes import queries
from votes.forms.casting import CONFIRM, Prepared, SentBallot, Sheet, fresh_sheet, with_receipts
from votes.queries.hands import taken_back
from votes.queries.papers import BallotPaper, ballot_paper
from votes.rules.ballot_choices import plain_choice
from votes.rules.reading import NO_CONSENT, Slip, choice_of
from votes.rules.tally import AGAINST, BLANK
from votes.rules.written import Written, moved, stepped, written_of
from votes.services.casting import CLOSED, ENDED, FINAL, NO_RIGHT
from votes.services.objecting import NO_REASON
from votes.views.ballot_pages import kept_nowhere, open_context, way_back
from votes.views.following import tag_of

_NO_STEP = N_("This button is not known here. Open the vote again and fill in the ballot there.")
_NOBODY_PICKED = N_("Tick the votes that this is for, then press the button again.")


def next_step(box_id: int, sent: SentBallot) -> Response:
    """The page that follows a step of a ballot; nothing is cast. Raises StateMoved, NotFound, Malformed."""
    step = _STEPS.get(sent.step)
    if step is None:
        raise Malformed("ballot-step", _NO_STEP)
    paper = ballot_paper(queries.get_box(box_id), current_reader().id, now())
    _check_rights(paper, sent)
    return step(paper, replace(sent, prepared=_plain(paper, sent.prepared)))


def refused_review(box_id: int, sent: SentBallot, error: ScicError, *, field: str) -> Response:
    """The review again, with what a rule refused at the moment of casting."""
    paper = ballot_paper(queries.get_box(box_id), current_reader().id, now())
    sheet = replace(
        _sheet(paper, sent), prepared=_plain(paper, sent.ballots()), slips=(Slip(field, error.message, error.values),)
    )
    return _review_page(paper, sheet, sent)


def _check_rights(paper: BallotPaper, sent: SentBallot) -> None:
    """Told at each step, before more is filled in for nothing."""
    if not paper.accepts:
        raise StateMoved("box-closed", CLOSED)
    wanted = {*sent.rights, *sent.prepared}
    lost = wanted - {one.right_id for one in paper.rights}
    if lost:
        raise StateMoved("right-ended", ENDED) if taken_back(lost) else NotFound("right", NO_RIGHT)
    if not paper.box.replaceable and any(one.cast_at is not None for one in paper.among(wanted)):
        raise StateMoved("ballot-final", FINAL)


def _plain(paper: BallotPaper, prepared: Mapping[int, Prepared]) -> dict[int, Prepared]:
    """What was prepared came back through the browser: each ballot is read anew by its rule. Raises Refused."""
    method, contest = paper.box.method, canonical_json(paper.box.contest)
    return {right: replace(one, choice=plain_choice(method, contest, one.choice)) for right, one in prepared.items()}


def _sheet(paper: BallotPaper, sent: SentBallot) -> Sheet:
    """The sheet as it was sent."""
    return Sheet(
        written=sent.written(paper.box.method),
        rights=tuple(sent.rights),
        prepared=sent.prepared,
        receipts=sent.receipts,
        reason=sent.reason,
        warned=sent.warned,
        paper=paper,
    )


def _review(paper: BallotPaper, sent: SentBallot) -> Response:
    sheet = _sheet(paper, sent)
    choice, slips = choice_of(paper.box.method, paper.contest, sheet.written)
    if paper.consent and slips:
        slips = (Slip("", NO_CONSENT),)
    slips = slips or _refused(paper, choice) or _without_reason(paper, choice, sent.reason)
    if slips or not sent.rights:
        return _choose_page(paper, replace(sheet, slips=slips), sent)
    reason = sent.reason if choice == AGAINST else ""
    prepared = dict(sent.prepared) | dict.fromkeys(sent.rights, Prepared(choice, reason))
    return _review_page(paper, replace(sheet, prepared=prepared), sent)


def _blank(paper: BallotPaper, sent: SentBallot) -> Response:
    return _review(paper, replace(sent, words=[BLANK]))


def _refused(paper: BallotPaper, choice: object) -> tuple[Slip, ...]:
    try:
        plain_choice(paper.box.method, canonical_json(paper.box.contest), choice)
    except Refused as error:
        return (Slip("", error.message, error.values),)
    return ()


def _without_reason(paper: BallotPaper, choice: object, reason: str) -> tuple[Slip, ...]:
    asked = paper.consent and not paper.box.secret and choice == AGAINST
    return (Slip("reason", NO_REASON),) if asked and not reason.strip() else ()


def _move(paper: BallotPaper, sent: SentBallot) -> Response:
    sheet = _sheet(paper, sent)
    written = moved(paper.box.method, paper.contest, sheet.written, **{sent.step: sent.about})
    return _choose_page(paper, replace(sheet, written=written), sent)


def _step(paper: BallotPaper, sent: SentBallot) -> Response:
    sheet = _sheet(paper, sent)
    if paper.contest is None or sent.about not in paper.contest.index:
        return _choose_page(paper, sheet, sent)
    written = stepped(paper.contest, sheet.written, sent.about, 1 if sent.step == "plus" else -1)
    return _choose_page(paper, replace(sheet, written=written), sent)


def _again(paper: BallotPaper, sent: SentBallot) -> Response:
    """One of the ballots prepared, back on its paper, with all the rights it is for."""
    mine = next((one for right, one in sent.prepared.items() if str(right) == sent.about), None)
    if mine is None:
        raise Malformed("ballot-step", _NO_STEP)
    rights = tuple(right for right, one in sent.prepared.items() if one == mine)
    written = written_of(paper.box.method, mine.choice)
    return _choose_page(paper, replace(_sheet(paper, sent), written=written, rights=rights, reason=mine.reason), sent)


def _other(paper: BallotPaper, sent: SentBallot) -> Response:
    """An empty paper for the rights ticked on the review; the others keep what was prepared for them."""
    picked = tuple(right for right in sent.picked if right in sent.prepared)
    if not picked:
        return _review_page(paper, replace(_sheet(paper, sent), slips=(Slip("pick", _NOBODY_PICKED),)), sent)
    return _choose_page(paper, replace(_sheet(paper, sent), written=Written(), rights=picked, reason=""), sent)


def _leave(paper: BallotPaper, sent: SentBallot) -> Response:
    """The rights ticked on the review cast nothing this time."""
    kept = {right: one for right, one in sent.prepared.items() if right not in sent.picked}
    if len(kept) == len(sent.prepared):
        return _review_page(paper, replace(_sheet(paper, sent), slips=(Slip("pick", _NOBODY_PICKED),)), sent)
    return _review_page(paper, replace(_sheet(paper, sent), prepared=kept), sent)


def _change(paper: BallotPaper, sent: SentBallot) -> Response:
    """The ballots that stand, to give some of them another choice."""
    standing = paper.among(sent.rights)
    prepared = {
        one.right_id: Prepared(one.choice, paper.reasons.get(one.right_id, ""))
        for one in standing
        if one.choice is not None
    }
    return _review_page(paper, replace(_sheet(paper, sent), prepared=prepared), sent)


def _stay(paper: BallotPaper, sent: SentBallot) -> Response:
    """The review as it is: what the Enter key does there, where only its button casts."""
    return _review_page(paper, _sheet(paper, sent), sent)


def _choose_page(paper: BallotPaper, sheet: Sheet, sent: SentBallot) -> Response:
    receipts = with_receipts(paper, sheet.rights, sheet.receipts)
    context = open_context(paper, replace(sheet, receipts=receipts, opened=True), sent.back_to)
    return kept_nowhere(
        make_response(render_template("votes/box.html", **context), 422 if sheet.slips else 200), paper.box
    )


def _review_page(paper: BallotPaper, sheet: Sheet, sent: SentBallot) -> Response:
    if not sheet.prepared:
        return _choose_page(paper, fresh_sheet(paper), sent)
    receipts = with_receipts(paper, tuple(sheet.prepared), sheet.receipts)
    context = {
        "box": paper.box,
        "paper": paper,
        "open_tag": tag_of(accepts=True),
        "sheet": replace(sheet, receipts=receipts),
        "back_to": way_back(paper.box.id, sent.back_to),
    }
    page = make_response(render_template("votes/review.html", **context), 422 if sheet.slips else 200)
    return kept_nowhere(page, paper.box)


_STEPS: dict[str, Callable[[BallotPaper, SentBallot], Response]] = {
    "": _review,
    CONFIRM: _review,
    "review": _review,
    "blank": _blank,
    "stay": _stay,
    "up": _move,
    "down": _move,
    "plus": _step,
    "minus": _step,
    "again": _again,
    "other": _other,
    "leave": _leave,
    "change": _change,
}
