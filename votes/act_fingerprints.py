"""The fingerprint of an act on a box, which its audit fact keeps: an act deleted, changed or slipped in shows."""

import hashlib
from datetime import UTC

from foundation.kernel.db import canonical_json
from votes.models import BoxAct


def act_fingerprint(act: BoxAct) -> str:
    """SHA-256 over an act: which, of which box, why, by whom and when."""
    told = [act.id, act.box_id, act.kind, act.reason, act.details, act.actor_id, act.actor_name]
    return hashlib.sha256(canonical_json([*told, act.at.astimezone(UTC).isoformat()]).encode()).hexdigest()
