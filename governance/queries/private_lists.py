"""What was put to a list of members is known to that list, and to who writes consultations or runs votes."""

from typing import Protocol

from sqlalchemy import ColumnElement, Text, exists, or_, select, true, type_coerce

from foundation.accounts.permissions import Permission
from foundation.kernel.db import db, look
from governance.models import Consultation, ConsultationQuestion
from governance.rules.consultations import To
from votes.models import Box, Hand

KNOWS_LISTS = (Permission.CONSULTATIONS_WRITE, Permission.VOTES_RUN)


class Knower(Protocol):
    """Who is signed in, in a browser or by a token."""

    @property
    def id(self) -> int:
        """The number of the account."""
        ...

    def can(self, permission: Permission) -> bool:
        """Whether they may do that."""
        ...


def put_to_a_list() -> ColumnElement[bool]:
    """A consultation that was put to the members of a list."""
    return type_coerce(Consultation.audience, Text).contains(f'"to":"{To.MEMBERS}"', autoescape=True)


def known_boxes(reader: Knower) -> ColumnElement[bool]:
    """The boxes whose question a reader may know of: put to all or to colleges, or to a list that holds the reader."""
    if any(reader.can(one) for one in KNOWS_LISTS):
        return true()
    question = ConsultationQuestion
    to_a_list = (
        select(question.id)
        .join(Consultation, Consultation.id == question.consultation_id)
        .where(question.box_id == Box.id, put_to_a_list())
    )
    return or_(~to_a_list.exists(), exists().where(Hand.box_id == Box.id, Hand.account_id == reader.id))


def is_put_to_a_list(kind: str, number: int) -> bool:
    """Whether a vote ("box") or a consultation was put to a list of members, from the very opening of its boxes on."""
    if kind == "box":
        kind, _, question = (db.session.scalar(select(Box.subject).where(Box.id == number)) or "").partition(":")
        if kind != "question":
            return False
        asked = select(ConsultationQuestion.consultation_id).where(ConsultationQuestion.id == int(question))
    elif kind == "consultation":
        asked = select(Consultation.id).where(Consultation.id == number)
    else:
        return False
    return db.session.scalar(select(Consultation.id).where(Consultation.id.in_(asked), put_to_a_list())) is not None


def is_kept_from(box_id: int, *, reader: Knower) -> bool:
    """Whether a vote was put to a list that a reader is not in; what votes ask before they show or take anything.

    One statement that touches no table of votes, one more where there is a list.
    """
    if any(reader.can(one) for one in KNOWS_LISTS):
        return False
    asked = select(ConsultationQuestion.box_id).join(Consultation).where(ConsultationQuestion.box_id == box_id)
    if not look(asked.where(put_to_a_list()), {}):
        return False
    return not look(select(Box.id).where(Box.id == box_id, known_boxes(reader)), {})
