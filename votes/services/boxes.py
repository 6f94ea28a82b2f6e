"""Open a box on a frozen roll; close it, count it and store what is published."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from votes import boxed_ballots, queries
from votes.models import NOTHING, Box, BoxResult, Hand, Right
from votes.rules.events import VoteEvent
from votes.rules.opening import check_opening
from votes.rules.resolution import count
from votes.rules.roll import BoxDraft, RollLine

LANGUAGES = ("fr", "en")


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
    rows = [_right(box.id, index, line, weighted=weighted) for index, line in enumerate(roll, 1)]
    known = db.session.execute(insert(Right).returning(Right.position, Right.id), rows)
    _put_into_hands(box, roll, {row.position: row.id for row in known})
    details = {"title": draft.title, "rights": len(roll), "statutes": draft.rules.statutes_version}
    details["sha256"] = boxed_ballots.opening_fingerprint(box)
    audit.record(VoteEvent.BOX_OPENED, f"box:{box.id}", actor=actor, at=at, details=details)
    return box


def _put_into_hands(box: Box, roll: Sequence[RollLine], rights: dict[int, int]) -> None:
    """Each right into the hands of every account that may act for it; `rights`: their ids by place on the roll."""
    hands = [
        {"box_id": box.id, "right_id": rights[index], "account_id": account}
        for index, line in enumerate(roll, 1)
        for account in dict.fromkeys(line.accounts)
    ]
    if hands:
        db.session.execute(insert(Hand), hands)


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
        "holder_name": line.holder_name,
        "via": str(line.via),
        "kind": line.kind,
    }


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
