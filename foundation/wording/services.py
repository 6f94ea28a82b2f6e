"""Writing a text of our own, going back to the supplied one, switching a letter."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_, sentence
from foundation.wording.models import WordingSwitch, WordingVersion
from foundation.wording.queries import leaves, own_parts
from foundation.wording.rules.events import WordingEvent
from foundation.wording.rules.letters import Wording, check_parts


def write_own(
    wording: Wording, language: str, parts: Mapping[str, str], *, actor: Actor, at: datetime
) -> WordingVersion | None:
    """From now on `wording` says this in `language`; None where it said it already.

    Refused: an empty or endless text, a field it does not know. What was sent or archived stays as it is.
    """
    _check_language(wording, language)
    kept = check_parts(wording, parts)
    if own_parts(wording.name).get(language) == kept:
        return None
    version = _version(wording, language, kept if any(kept.values()) else None, actor=actor, at=at)
    _tell(WordingEvent.WRITTEN, wording, language, actor=actor, at=at)
    return version


def use_supplied(wording: Wording, language: str, *, actor: Actor, at: datetime) -> WordingVersion | None:
    """Back to the supplied text; None where it never was another. The versions written before stay in the list."""
    _check_language(wording, language)
    if language not in own_parts(wording.name):
        return None
    version = _version(wording, language, None, actor=actor, at=at)
    _tell(WordingEvent.SUPPLIED, wording, language, actor=actor, at=at)
    return version


def switch(wording: Wording, *, on: bool, actor: Actor, at: datetime) -> bool:
    """Switch a letter on or off; whether that changed anything. Refused where it always leaves."""
    if not wording.switched:
        raise Refused("always-leaves", wording.because or N_("This letter always leaves."))
    if leaves(wording.name) is on:
        return False
    db.session.add(
        WordingSwitch(wording=wording.name, leaves=on, recorded_at=at, actor_id=actor.account_id, actor_name=actor.name)
    )
    db.session.flush()
    _tell(WordingEvent.SWITCHED_ON if on else WordingEvent.SWITCHED_OFF, wording, "", actor=actor, at=at)
    return True


def _check_language(wording: Wording, language: str) -> None:
    if language not in wording.languages:
        raise Refused("wording-language", N_("This text is not written in that language."))


def _version(
    wording: Wording, language: str, parts: dict[str, str] | None, *, actor: Actor, at: datetime
) -> WordingVersion:
    version = WordingVersion(wording=wording.name, language=language, parts=parts, recorded_at=at)
    version.actor_id, version.actor_name = actor.account_id, actor.name
    db.session.add(version)
    db.session.flush()
    return version


def _tell(tag: WordingEvent, wording: Wording, language: str, *, actor: Actor, at: datetime) -> None:
    told: dict[str, Any] = {"title": sentence("fr", wording.title)}
    if language:
        told["language"] = language
    audit.record(tag, f"wording:{wording.name}", actor=actor, at=at, details=told)
