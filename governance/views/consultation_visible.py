"""Which consultations a reader may open: what is in preparation is nobody's but those who prepare it."""

from datetime import datetime

from flask_login import current_user

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_reader
from foundation.kernel.errors import NotFound
from governance.models import Consultation
from governance.queries.consultations import (
    NO_CONSULTATION,
    consultation_by_id,
    is_asked_soon,
    may_know,
    state_of_consultation,
)
from governance.rules.consultations import ConsultationState


def prepares() -> bool:
    """Whether the reader writes consultations."""
    return bool(current_user.can(Permission.CONSULTATIONS_WRITE))


def runs_votes() -> bool:
    """Whether the reader runs votes: who has not answered a secret question is told to them alone."""
    return bool(current_user.can(Permission.VOTES_RUN))


def visible_consultation(consultation_id: int, at: datetime) -> Consultation:
    """The consultation, if the reader may know of it; else NotFound, as for one that does not exist."""
    found = consultation_by_id(consultation_id)
    if prepares():
        return found
    state, account = state_of_consultation(found, at), current_reader().id
    if state is ConsultationState.OPENING and is_asked_soon(found, account):
        return found
    if state in (ConsultationState.OPEN, ConsultationState.CLOSED) and may_know(found, account):
        return found
    raise NotFound("consultation", NO_CONSULTATION)
