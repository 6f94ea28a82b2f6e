"""Close a box, count it and store the result; a secret one is written anew in the order of its receipts first."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.sentences import N_
from votes import boxed_ballots, queries
from votes.models import Box, BoxResult
from votes.queries.life import standing_acts
from votes.queries.paper import paper_standings
from votes.queries.small_counts import small_counts
from votes.rules.contest_result import ContestResult
from votes.rules.count import count
from votes.rules.count_data import CountFile
from votes.rules.events import VoteEvent
from votes.rules.faults import UnreadableCountFile
from votes.rules.life import ActKind, unconfirmed
from votes.rules.paper_lines import refuse_paper
from votes.rules.result import Result
from votes.rules.told_steps import told_steps
from votes.services.rewriting import write_in_order

_UNCOUNTABLE = N_(
    "The rules this vote was opened with do not allow it to be counted: %(why)s. Cancel it, and put the question to a new "
    "vote."
)
LANGUAGES = ("fr", "en")
_CANCELLED = N_("This vote was cancelled: it is not counted. Put the question to a new vote.")
_NOT_ENDED = N_(
    "Some took a paper ballot: say first, under “Paper ballots”, that the vote takes no more ballots. Two persons count "
    "those on paper then, and the vote is counted."
)
_FEW = N_(
    "The vote is not closed: so few ballots are in %(groups)s that counting them would tell who voted how. Let it run on, "
    "have the bureau confirm that they are counted all the same, or cancel the vote."
)


def close_box(box_id: int, *, actor: Actor, at: datetime) -> BoxResult:
    """Close a vote, count it and store the result with its count file; closing again gives the stored result.

    Where its closing time has passed, it closed then, whenever it is counted.

    Raises NotFound; Refused where its rules allow no count, or a secret vote has too few ballots in a college and nobody
    confirmed; StateMoved where it was cancelled.
    """
    box = locked_box(box_id)
    stored = queries.stored_result(box_id)
    if stored is not None:
        return stored
    _refuse_uncountable(box)
    box.closed_at = box.closed_at or (min(at, box.closes_at) if box.closes_at else at)
    db.session.flush()
    if box.secret:
        write_in_order(box, with_paper=True)
    file = boxed_ballots.count_file_of(box)
    result = _counted(file)
    names = {college["id"]: college["name"] for college in box.colleges} | labels_of(box)
    row = BoxResult(
        box_id=box.id,
        closed_at=at,
        closed_by_id=actor.account_id,
        closed_by_name=actor.name,
        count_file=file.as_text(),
        result=result.to_json("fr"),
        reasons={lang: [reason.said(lang, names) for reason in result.reasons] for lang in LANGUAGES},
        steps=told_steps(file, result, names, languages=LANGUAGES, advisory=box.advisory),
        by_heads=result.by_heads,
        ballots=result.boxed.ballots,
        ballots_sha256=boxed_ballots.ballots_fingerprint(box),
    )
    db.session.add(row)
    db.session.flush()
    _tell(box, row, result, actor=actor, at=at)
    return row


def _counted(file: CountFile) -> Result | ContestResult:
    """No vote opens that could not be counted (`check_opening`); a fault there is still told in a sentence."""
    try:
        return count(file)
    except UnreadableCountFile as unreadable:
        raise Refused("box-uncountable", _UNCOUNTABLE, why=str(unreadable)) from unreadable


def locked_box(box_id: int) -> Box:
    """The box, held alone until the end of the transaction; raises NotFound."""
    box = db.session.execute(
        select(Box).where(Box.id == box_id).with_for_update().execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if box is None:
        raise NotFound("box", queries.NO_BOX)
    return box


def labels_of(box: Box) -> dict[str, str]:
    """The name of each option by its id; empty for a resolution."""
    return {option["id"]: option.get("label") or option["id"] for option in box.contest.get("options", ())}


def _refuse_uncountable(box: Box) -> None:
    acts = standing_acts(box.id)
    if any(act.kind is ActKind.CANCELLED for act in acts):
        raise StateMoved("box-cancelled", _CANCELLED)
    small = {} if box.rehearsal else dict(small_counts(box))
    few = unconfirmed(small, acts)
    if few:
        groups = ", ".join(f"{name or '–'} ({small[name]})" for name in few)
        raise Refused("box-few-ballots", _FEW, rule=46, groups=groups)
    if box.secret:
        _refuse_paper(box)


def _refuse_paper(box: Box) -> None:
    standings = paper_standings(box)
    if box.closes_at is None and any(one.marked for one in standings):
        raise Refused("paper-not-ended", _NOT_ENDED, rule=46)
    refuse_paper(standings, box=box.id)


def _tell(box: Box, row: BoxResult, result: Result | ContestResult, *, actor: Actor, at: datetime) -> None:
    if box.rehearsal:
        return
    details: dict[str, Any] = {"title": box.title, "ballots": row.ballots}
    details["sha256"] = boxed_ballots.closing_fingerprint(row.count_file, row.ballots_sha256)
    tag = VoteEvent.CONTEST_CLOSED
    if box.held_back:
        tag = VoteEvent.BOX_HELD  # who reads the trail learns no result before it is published
    elif isinstance(result, Result):
        tag = VoteEvent.BOX_CLOSED
        details |= {"for": str(result.for_), "base": str(result.base)}
    else:
        labels = labels_of(box)
        details["winners"] = ", ".join(labels[option] for option in result.decision.winners) or "–"
    audit.record(tag, f"box:{box.id}", actor=actor, at=at, details=details)
