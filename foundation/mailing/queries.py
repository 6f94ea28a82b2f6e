"""Reads of the outbox."""

from collections.abc import Sequence

from sqlalchemy import func, select

from foundation.kernel.db import db
from foundation.mailing.models import Mail, MailFact


def mail(mail_id: int) -> Mail | None:
    """One mail, or None."""
    return db.session.get(Mail, mail_id)


def mails_about(subject_ref: str) -> Sequence[Mail]:
    """Every mail about one thing ("assembly:12"), in the order they were queued."""
    return db.session.scalars(select(Mail).where(Mail.subject_ref == subject_ref).order_by(Mail.id)).all()


def proof_of(mail_id: int) -> Sequence[MailFact]:
    """What happened to one mail, oldest first, with the server's answers."""
    return db.session.scalars(select(MailFact).where(MailFact.mail_id == mail_id).order_by(MailFact.id)).all()


def count_by_state() -> dict[str, int]:
    """How many mails stand in each state."""
    rows = db.session.execute(select(Mail.state, func.count()).group_by(Mail.state)).all()
    return {row[0]: row[1] for row in rows}
