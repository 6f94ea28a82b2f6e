"""Writes of the ballot boxes: open, cast, close. They flush and never commit: the view, command or job does.

Two casts for one right, or a cast and the closing, meet in the database: on SQLite one writer at a time, on PostgreSQL
a cast holds the box shared, the closing holds it alone, and a unique number per right settles a race for one right.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import canonical_json, db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.sentences import N_
from votes import boxed_ballots, queries
from votes.models import NOTHING, Ballot, Box, BoxResult, Right
from votes.rules.count import count
from votes.rules.events import VoteEvent
from votes.rules.opening import check_opening
from votes.rules.roll import BoxDraft, RollLine, Via
from votes.rules.tally import BLANK, CHOICES

CASTABLE = frozenset((*CHOICES, BLANK))
ATTEMPTS = 3
LANGUAGES = ("fr", "en")
_NO_RIGHT = N_("This right to vote is not in your hands for this vote. Open the vote again from the assembly's page.")
_CLOSED = N_("The vote is closed: your ballot of now was not kept. What was cast before closing stands.")
_FINAL = N_("This right was already used, and ballots of this vote are final. The ballot cast first stands.")
_RACE = N_("Several ballots arrived at once for this right. Look at which one was kept, then vote again if you may.")
_BY_HOLDER = N_(
    "This right was used by its holder on their own device: the desk neither sees nor changes that ballot. They may "
    "change it themselves where the vote allows it."
)
_NO_HAND = N_("This member is neither present nor represented on the roll of this vote: nobody can vote for them.")
_CHOICE = N_("This choice is not on the ballot. Choose for, against or abstain.")


class CastState(StrEnum):
    """What became of a ballot."""

    RECORDED = "recorded"
    REPEATED = "repeated"
    REPLACED = "replaced"


@dataclass(frozen=True)
class CastReceipt:
    """A ballot is in the box: since when, and whether it is new, the same as before, or replaced another."""

    state: CastState
    at: datetime
    choice: Any


def open_box(draft: BoxDraft, roll: Sequence[RollLine], *, actor: Actor, at: datetime) -> Box:
    """Open a vote on a frozen roll; copies rules, colleges and roll. Raises Refused (rules 6, 7, 8 and others)."""
    check_opening(draft, roll, at=at)
    box = Box(
        title=draft.title,
        question=draft.question,
        method=draft.method,
        rules=draft.rules.as_json(),
        colleges=_frozen_colleges(draft, roll),
        statutes_version=draft.rules.statutes_version,
        replaceable=draft.replaceable,
        rights=len(roll),
        opened_at=at,
        closes_at=draft.closes_at,
    )
    db.session.add(box)
    db.session.flush()
    weighted = bool(draft.colleges)
    db.session.execute(
        insert(Right), [_right(box.id, index, line, weighted=weighted) for index, line in enumerate(roll, 1)]
    )
    details = {"title": draft.title, "rights": len(roll), "statutes": draft.rules.statutes_version}
    details["sha256"] = boxed_ballots.opening_fingerprint(box)
    audit.record(VoteEvent.BOX_OPENED, f"box:{box.id}", actor=actor, at=at, details=details)
    return box


def _frozen_colleges(draft: BoxDraft, roll: Sequence[RollLine]) -> list[dict[str, Any]]:
    entitled = Counter(line.college for line in roll)
    present = Counter(line.college for line in roll if line.present)
    return [
        {
            "id": one.id,
            "name": one.name,
            "weight": str(one.weight),
            "entitled": entitled[one.id],
            "present": present[one.id],
        }
        for one in draft.colleges
    ]


def _right(box_id: int, position: int, line: RollLine, *, weighted: bool) -> dict[str, Any]:
    return {
        "box_id": box_id,
        "position": position,
        "member_number": line.member_number,
        "name": line.name,
        "college": (line.college or NOTHING) if weighted else NOTHING,
        "present": line.present,
        "holder_account_id": line.holder_account_id,
        "holder_name": line.holder_name,
        "via": str(line.via),
        "kind": line.kind,
    }


def cast(box_id: int, right_id: int, choice: object, *, account_id: int, at: datetime) -> CastReceipt:
    """Put the ballot of a right that this account holds into the box; two statements.

    Raises NotFound (no such right in these hands), Refused (no such choice), StateMoved (closed, or used and final).
    The same choice again changes nothing and gets the first receipt again, even after closing.
    """
    return _cast(box_id, right_id, choice, holder=account_id, account_id=account_id, at=at)


def cast_at_desk(box_id: int, right_id: int, choice: object, *, actor: Actor, at: datetime) -> CastReceipt:
    """Enter the ballot of a member who votes by hand or on paper; raises as `cast`, and leaves an audit fact.

    The desk answers alike whatever a member chose on a device of their own: it can neither learn nor change that ballot.
    A blank proxy is in no hand, the desk's included: the system alone casts it, as the law says (L225-106 III).
    """
    receipt = _cast(box_id, right_id, choice, holder=None, account_id=actor.account_id, at=at)
    if receipt.state is not CastState.REPEATED:
        right = db.session.get_one(Right, right_id)
        details = {"member": right.member_number, "title": queries.get_box(box_id).title}
        audit.record(VoteEvent.BALLOT_ENTERED, f"box:{box_id}", actor=actor, at=at, details=details)
    return receipt


def _cast(
    box_id: int, right_id: int, choice: object, *, holder: int | None, account_id: int | None, at: datetime
) -> CastReceipt:
    if not isinstance(choice, str) or choice not in CASTABLE:
        raise Refused("ballot-choice", _CHOICE)
    written = canonical_json(choice)
    for _ in range(ATTEMPTS):
        found = _right_and_ballot(box_id, right_id)
        if found is None or (holder is not None and found.holder_account_id != holder):
            raise NotFound("right", _NO_RIGHT)
        if holder is None:
            _refuse_for_the_desk(found, account_id, at)
        if found.choice == written:
            return CastReceipt(CastState.REPEATED, found.cast_at, choice)
        _refuse_late(found, at)
        if found.revision and not found.replaceable:
            raise StateMoved("ballot-final", _FINAL)
        ballot = _next_ballot(found, written, at) | {"account_id": account_id, "at_desk": holder is None}
        if _insert(ballot):
            state = CastState.REPLACED if found.revision else CastState.RECORDED
            return CastReceipt(state, at, choice)
    raise StateMoved("ballot-race", _RACE)


def _right_and_ballot(box_id: int, right_id: int) -> Any:
    """Box, right and counted ballot in one read that holds the box against closing (PostgreSQL)."""
    counted = and_(Ballot.right_id == Right.id, Ballot.revision == queries.latest_revision(Right.id))
    statement = (
        select(
            Box.id.label("box_id"),
            Box.replaceable,
            Box.closes_at,
            Box.closed_at,
            Right.id.label("right_id"),
            Right.college,
            Right.holder_account_id,
            Right.via,
            Right.present,
            Ballot.revision,
            Ballot.choice,
            Ballot.cast_at,
            Ballot.at_desk,
        )
        .join(Right, Right.box_id == Box.id)
        .outerjoin(Ballot, counted)
        .where(Box.id == box_id, Right.id == right_id)
        .with_for_update(read=True, of=Box)
    )
    return db.session.execute(statement).one_or_none()


def _refuse_for_the_desk(found: Any, account_id: int | None, at: datetime) -> None:
    if found.via == Via.NONE and (account_id is not None or not found.present):
        raise Refused("right-in-no-hand", _NO_HAND)
    if found.revision and not found.at_desk:
        _refuse_late(found, at)
        raise StateMoved("ballot-by-holder", _BY_HOLDER)


def _refuse_late(found: Any, at: datetime) -> None:
    if found.closed_at is not None or (found.closes_at is not None and at >= found.closes_at):
        raise StateMoved("box-closed", _CLOSED)


def _next_ballot(found: Any, written: str, at: datetime) -> dict[str, Any]:
    return {
        "box_id": found.box_id,
        "right_id": found.right_id,
        "revision": (found.revision or 0) + 1,
        "college": found.college,
        "choice": written,
        "former": found.choice or NOTHING,
        "cast_at": at,
    }


def _insert(ballot: dict[str, Any]) -> bool:
    """Insert; False where another ballot took this number meanwhile (the caller looks again)."""
    dialect = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(Ballot).values(ballot).on_conflict_do_nothing(index_elements=["right_id", "revision"])
    return db.session.connection().execute(statement.returning(Ballot.id)).one_or_none() is not None


def close_box(box_id: int, *, actor: Actor, at: datetime) -> BoxResult:
    """Close a vote, count it and store the result with its count file; closing again gives the stored result."""
    box = db.session.execute(
        select(Box).where(Box.id == box_id).with_for_update().execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if box is None:
        raise NotFound("box", queries.NO_BOX)
    stored = queries.stored_result(box_id)
    if stored is not None:
        return stored
    box.closed_at = at
    file = boxed_ballots.count_file_of(box)
    result = count(file)
    names = {college["id"]: college["name"] for college in box.colleges}
    row = BoxResult(
        box_id=box.id,
        closed_at=at,
        closed_by_id=actor.account_id,
        closed_by_name=actor.name,
        count_file=file.as_text(),
        result=result.to_json("fr"),
        reasons={lang: [reason.said(lang, names) for reason in result.reasons] for lang in LANGUAGES},
        by_heads=result.by_heads,
        ballots=result.boxed.ballots,
        ballots_sha256=boxed_ballots.ballots_fingerprint(box.id),
    )
    db.session.add(row)
    db.session.flush()
    details = {"title": box.title, "ballots": row.ballots, "for": str(result.for_), "base": str(result.base)}
    details["sha256"] = boxed_ballots.closing_fingerprint(row.count_file, row.ballots_sha256)
    audit.record(VoteEvent.BOX_CLOSED, f"box:{box.id}", actor=actor, at=at, details=details)
    return row
