"""A secret ballot goes in: a mark that the right was used, and a ballot that names nobody; nothing links the two.

No fact is written in the audit trail, no time is kept with the ballot, and that of the mark is told to the minute.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from foundation.kernel.db import canonical_json
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from votes.ballot_rows import add_mark, add_secret_ballot, secret_ballot
from votes.queries.life import standing_acts
from votes.rules.life import ActKind
from votes.rules.receipts import is_receipt
from votes.rules.roll import Via
from votes.rules.secrecy import SmallGroupWay, secrecy_from_json

ONLINE = "online"
RETRY = timedelta(minutes=15)
_NO_RECEIPT = N_(
    "This secret ballot came without its receipt and was not kept. Open the vote again and send it from there."
)
_USED = N_(
    "This right was already used, and a secret ballot is final: nothing links it to you, so it cannot be found and "
    "replaced. The ballot cast first stands."
)
_TAKEN = N_(
    "The receipt of this ballot was used before, and the ballot was not kept. Open the vote again and send it anew."
)
_WARNING = N_(
    "So few vote in this college that the total will tell how its members voted. Read the warning and accept it, then "
    "send your ballot."
)


def is_cast_secretly(found: Any) -> bool:
    """Whether the ballot of this right is secret: the vote is, and its college was not opened."""
    return bool(found.secret) and _way(found) is not SmallGroupWay.OPEN


def is_secrecy_limited(found: Any) -> bool:
    """Whether the total may tell the ballot of this right: its voter is told, and accepts it, before they vote."""
    return _way(found) is SmallGroupWay.LIMITED


def is_repeated(found: Any, choice: Any, receipt: str, *, account_id: int, at: datetime) -> bool:
    """Whether this is the retry of a ballot whose answer was lost: sent by the same account, within a quarter of an hour.

    Later, from anybody else, or of a cancelled vote the answer is that the right was used: a receipt shown with a choice
    proves nothing before the count.
    """
    if not is_receipt(receipt) or found.marked_by != account_id or found.channel != ONLINE:
        return False
    if abs(at - found.marked_at) > RETRY:
        return False
    written = secret_ballot(found.box_id, receipt)
    if written is None or (written.choice, written.college) != (canonical_json(choice), found.college):
        return False
    return all(act.kind is not ActKind.CANCELLED for act in standing_acts(found.box_id))


def put_in(found: Any, choice: Any, receipt: str, *, warned: bool, account_id: int, at: datetime) -> datetime | None:
    """Mark the right and put the ballot in; the minute it was marked, None where something came in between.

    Raises Refused (no receipt, a warning not accepted), StateMoved (the right was used, the receipt too).
    """
    if not is_receipt(receipt):
        raise Refused("ballot-receipt", _NO_RECEIPT)
    if is_secrecy_limited(found) and not warned:
        raise Refused("ballot-warning", _WARNING)
    marked_at = at.replace(second=0, microsecond=0)
    if found.marked_at is not None or found.via == Via.NONE:
        raise StateMoved("ballot-final", _USED)
    if not add_mark(_mark(found, marked_at, account_id, warned=warned)):
        return None
    ballot = {"box_id": found.box_id, "id": receipt, "college": found.college, "choice": canonical_json(choice)}
    if not add_secret_ballot(ballot):
        raise StateMoved("receipt-used", _TAKEN)
    return marked_at


def _mark(found: Any, marked_at: datetime, account_id: int, *, warned: bool) -> dict[str, Any]:
    return {
        "box_id": found.box_id,
        "right_id": found.right_id,
        "college": found.college,
        "channel": ONLINE,
        "account_id": account_id,
        "warned": warned,
        "marked_at": marked_at,
    }


def _way(found: Any) -> SmallGroupWay | None:
    secrecy = secrecy_from_json(json.loads(found.secrecy)) if found.secret else None
    return secrecy.way_of(found.college) if secrecy else None
