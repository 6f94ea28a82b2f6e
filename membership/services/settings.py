"""Changing the settings of the membership; the trail keeps which ones."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from membership.models.keeping import MembershipSetting
from membership.queries.policy import Policy, policy
from membership.rules.events import MembershipTag


def change_settings(values: Mapping[str, Any], *, actor: Actor, at: datetime) -> Policy:
    """Store what differs: "online", "silent" (names of letters), "watch" (fields of `rules/candidates.py: Watch`)."""
    kept = policy()
    before = {"online": kept.online, "silent": sorted(kept.silent), "watch": asdict(kept.watch)}
    wanted = {key: value for key, value in values.items() if key in before}
    if "watch" in wanted:
        wanted["watch"] = asdict(kept.watch) | dict(wanted["watch"])
    if "silent" in wanted:
        wanted["silent"] = sorted(wanted["silent"])
    changed = sorted(key for key, value in wanted.items() if value != before[key])
    for key in changed:
        db.session.merge(MembershipSetting(key=key, value=wanted[key], changed_at=at))
    db.session.flush()
    if changed:
        told = {"fields": ", ".join(changed)}
        audit.record(MembershipTag.SETTINGS_CHANGED, "membership", actor=actor, at=at, details=told)
    return policy()
