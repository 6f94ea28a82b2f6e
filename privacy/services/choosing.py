"""Choose how long a kind of data is kept where the law leaves it open: an appended fact, with the decision behind it."""

from datetime import datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Malformed, Refused
from foundation.kernel.sentences import N_
from privacy.models import RetentionChoice
from privacy.queries.acts import chosen_months
from privacy.rules.events import PrivacyTag
from privacy.rules.retention import CLASSES, DataClass, fits


def kind_named(key: str) -> DataClass:
    """The kind of data of that name; raises Malformed."""
    kind = next((one for one in CLASSES.values() if one.key == key), None)
    if kind is None:
        raise Malformed("no-such-data", N_("There is no kind of data called “%(key)s”."), key=key[:30])
    return kind


def choose_duration(key: str, months: int, decision: str, *, actor: Actor, at: datetime) -> RetentionChoice | None:
    """Keep a kind of data so many months from now on; the duration in force already changes nothing.

    Refused: the law fixes this duration, it is out of its bounds, no decision is named.
    """
    kind = kind_named(key)
    if kind.bounds is None:
        raise Refused("duration-of-the-law", N_("The law fixes this duration (%(source)s)."), source=kind.source)
    if not fits(kind, months):
        raise Refused(
            "duration-out-of-bounds",
            N_("%(months)s months is out of bounds: choose between %(least)s and %(most)s months."),
            months=months,
            least=kind.bounds.least,
            most=kind.bounds.most if kind.bounds.most is not None else "–",
        )
    said = decision.strip()[:200]
    if not said:
        raise Refused("no-decision", N_("Write who decided it and when: the duration is the cooperative’s own rule."))
    if chosen_months().get(key) == months:
        return None
    made = RetentionChoice(
        key=key, months=months, decision=said, recorded_at=at, actor_id=actor.account_id, actor_name=actor.name
    )
    db.session.add(made)
    db.session.flush()
    details = {"key": key, "months": months, "decision": said}
    audit.record(PrivacyTag.DURATION_CHOSEN, "privacy:0", actor=actor, at=at, details=details)
    return made
