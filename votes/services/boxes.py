"""Open a box on a frozen roll. Closed and counted by `closing.py`."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from votes import boxed_ballots
from votes.models import NOTHING, Box, Hand, LeftOut, Right
from votes.rules.events import VoteEvent
from votes.rules.opening import check_opening
from votes.rules.roll import BoxDraft, LeftOutLine, RollLine
from votes.rules.small_groups import with_groups_applied
from votes.services.wiping import wipe_rehearsals_of


def open_box(
    draft: BoxDraft,
    roll: Sequence[RollLine],
    *,
    left_out: Sequence[LeftOutLine] = (),
    actor: Actor,
    at: datetime,
) -> Box:
    """Open a vote on a frozen roll; copies rules, colleges, roll and who was left out. Its rehearsals go.

    What was chosen for groups too small to be secret is done first: colleges may be counted together by it.
    Raises Refused (rules 6, 7, 8, 46 and others).
    """
    draft, roll = with_groups_applied(draft, roll)
    check_opening(draft, roll, at=at)
    if not draft.rehearsal:
        wipe_rehearsals_of(draft.subject)
    box = _box(draft, roll, at)
    db.session.add(box)
    db.session.flush()
    weighted = bool(draft.colleges)
    rows = [_right(box.id, index, line, weighted=weighted) for index, line in enumerate(roll, 1)]
    known = db.session.execute(insert(Right).returning(Right.position, Right.id), rows)
    _put_into_hands(box, roll, {row.position: row.id for row in known})
    if left_out:
        out = [
            {"box_id": box.id, "member_number": one.member_number, "name": one.name, "why": one.why} for one in left_out
        ]
        db.session.execute(insert(LeftOut), out)
    if not box.rehearsal:
        _tell(box, actor=actor, at=at)
    return box


def _box(draft: BoxDraft, roll: Sequence[RollLine], at: datetime) -> Box:
    return Box(
        title=draft.title,
        question=draft.question,
        method=draft.method,
        contest=draft.contest_json(),
        paper=dict(draft.paper),
        secret=draft.secrecy is not None,
        secrecy=draft.secrecy.as_json() if draft.secrecy else {},
        advisory=draft.advisory,
        rehearsal=draft.rehearsal,
        held_back=draft.held_back,
        previous_box_id=draft.previous_box_id,
        round=draft.round,
        subject=draft.subject,
        contestable_days=draft.contestable_days,
        rules=draft.rules.as_json(),
        colleges=_frozen_colleges(draft, roll),
        statutes_version=draft.rules.statutes_version,
        replaceable=draft.replaceable,
        rights=len(roll),
        opened_at=at,
        closes_at=draft.closes_at,
    )


def _tell(box: Box, *, actor: Actor, at: datetime) -> None:
    details = {"title": box.title, "rights": box.rights, "statutes": box.statutes_version}
    details["sha256"] = boxed_ballots.opening_fingerprint(box)
    audit.record(VoteEvent.BOX_OPENED, f"box:{box.id}", actor=actor, at=at, details=details)


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
        "why": str(line.why),
    }
