"""Consent: a ballot against what is put to consent objects, and gives its reason. Open votes only; the last reason stands."""

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from votes.models import Objection
from votes.rules.tally import AGAINST

LONGEST = 2000
NO_REASON = N_("An objection gives its reason: write what harm you foresee, so that the proposal can be mended.")
_LONG = N_("This reason is too long to be kept: say it in at most %(most)s characters.")


def refuse_without_reason(found: Any, choice: object, reason: str) -> None:
    """Refused where a ballot objects to what is put to consent and gives no reason, or a very long one."""
    if choice != AGAINST or not _on_consent(found.paper):
        return
    if not reason.strip():
        raise Refused("objection-reason", NO_REASON)
    if len(reason.strip()) > LONGEST:
        raise Refused("objection-long", _LONG, most=LONGEST)


def says_more(found: Any, choice: object, reason: str) -> bool:
    """Whether what stands as the reason of this right is not what its ballot says now."""
    return _on_consent(found.paper) and _said(choice, reason) != _standing(found.right_id)


def keep_reason(found: Any, choice: object, reason: str, *, at: datetime) -> None:
    """Write the reason of an objection; an empty one lifts the objection that stood."""
    kept = {"box_id": found.box_id, "right_id": found.right_id, "reason": _said(choice, reason), "at": at}
    db.session.add(Objection(**kept))
    db.session.flush()


def _said(choice: object, reason: str) -> str:
    return reason.strip() if choice == AGAINST else ""


def _standing(right_id: int) -> str:
    last = select(Objection.reason).where(Objection.right_id == right_id).order_by(Objection.id.desc()).limit(1)
    return db.session.execute(last).scalar_one_or_none() or ""


@lru_cache(maxsize=256)
def _on_consent(paper: str) -> bool:
    """Whether the paper of a box, as JSON text, asks for consent."""
    return bool(json.loads(paper).get("consent"))
