"""Changing the settings of the membership; the trail keeps which ones."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.wording.services import switch
from membership.models.keeping import MembershipSetting
from membership.queries.policy import Policy, policy
from membership.rules.events import MembershipTag
from membership.rules.mailings import Mailing
from membership.rules.wordings import LETTERS


def change_settings(values: Mapping[str, Any], *, actor: Actor, at: datetime) -> Policy:
    """Store what differs: "online", "silent" (names of letters), "watch" (fields of `rules/candidates.py: Watch`)."""
    kept = policy()
    before = {"online": kept.online, "watch": asdict(kept.watch)}
    wanted = {key: value for key, value in values.items() if key in (*before, "silent")}
    if "watch" in wanted:
        wanted["watch"] = asdict(kept.watch) | dict(wanted["watch"])
    silent = wanted.pop("silent", None)
    if silent is not None:
        _switch_letters(set(silent), actor=actor, at=at)
    changed = sorted(key for key, value in wanted.items() if value != before[key])
    for key in changed:
        db.session.merge(MembershipSetting(key=key, value=wanted[key], changed_at=at))
    db.session.flush()
    if changed:
        told = {"fields": ", ".join(changed)}
        audit.record(MembershipTag.SETTINGS_CHANGED, "membership", actor=actor, at=at, details=told)
    return policy()


def _switch_letters(silent: set[str], *, actor: Actor, at: datetime) -> None:
    """Each letter has one switch, kept with its text."""
    for letter in LETTERS:
        if letter.switched and letter.name in set(Mailing):
            switch(letter, on=letter.name not in silent, actor=actor, at=at)
