"""Reads of the mails to lists: the history, who got one by which way, how far it is, who wants no news."""

from typing import Any

from sqlalchemy import Select, func, select

from foundation.documents.archive import documents_about
from foundation.documents.models import IssuedDocument
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.mailing.models import Mail
from membership.models.dispatches import Dispatch, DispatchRecipient, NewsRefusal
from membership.models.members import Member
from membership.rules.dispatches import Way

LETTERS = "dispatch-letters"


def dispatch_by_id(dispatch_id: int) -> Dispatch:
    """The mail of that number; NotFound where there is none."""
    found = db.session.get(Dispatch, dispatch_id)
    if found is None:
        raise NotFound("dispatch", N_("There is no such mail."))
    return found


def dispatch_of_form(once: str) -> Dispatch | None:
    """The mail that was sent with this form, if it was."""
    return db.session.execute(select(Dispatch).where(Dispatch.once == once)).scalar()


def dispatches_statement() -> Select[Any]:
    """The history: every mail with the number of members of its list."""
    count = (
        select(func.count())
        .where(DispatchRecipient.dispatch_id == Dispatch.id)
        .correlate(Dispatch)
        .scalar_subquery()
        .label("members")
    )
    columns = (Dispatch.id, Dispatch.subject, Dispatch.purpose, Dispatch.audience)
    return select(*columns, Dispatch.recorded_at, Dispatch.actor_name, count)


def recipients_statement(dispatch_id: int) -> Select[*tuple[Any, ...]]:
    """One row a member of the list, with the state of its mail."""
    return (
        select(
            DispatchRecipient.id,
            DispatchRecipient.name,
            DispatchRecipient.way,
            DispatchRecipient.address,
            DispatchRecipient.leads,
            Member.number,
            Mail.id.label("mail_id"),
            Mail.state,
            Mail.sent_at,
            Mail.last_error,
        )
        .join(Member, Member.id == DispatchRecipient.member_id)
        .outerjoin(Mail, Mail.dedupe == DispatchRecipient.mail_key)
        .where(DispatchRecipient.dispatch_id == dispatch_id)
    )


def counted_ways(dispatch_id: int) -> dict[str, int]:
    """How many members of the list get it by each way."""
    columns = (DispatchRecipient.way, func.count())
    wanted = select(*columns).where(DispatchRecipient.dispatch_id == dispatch_id).group_by(DispatchRecipient.way)
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def counted_mails(dispatch: Dispatch) -> dict[str, int]:
    """How many of its mails stand in each state; "planned": all of them, written or still to be."""
    states = select(Mail.state, func.count()).where(Mail.subject_ref == dispatch.reference).group_by(Mail.state)
    counts = {row[0]: row[1] for row in db.session.execute(states)}
    leading = (DispatchRecipient.dispatch_id == dispatch.id, DispatchRecipient.leads)
    counts["planned"] = db.session.execute(select(func.count()).where(*leading)).scalar_one()
    return counts


def leading_recipients(dispatch_id: int, *, after: int, count: int) -> list[DispatchRecipient]:
    """Those to whom a mail of their own goes, from one place of the list on."""
    wanted = select(DispatchRecipient).where(DispatchRecipient.dispatch_id == dispatch_id, DispatchRecipient.leads)
    return list(db.session.execute(wanted.order_by(DispatchRecipient.id).offset(after).limit(count)).scalars())


def recipients_by_post(dispatch_id: int) -> list[DispatchRecipient]:
    """Those for whom a letter is to be printed, in the order of the list."""
    by_post = (DispatchRecipient.dispatch_id == dispatch_id, DispatchRecipient.way == Way.LETTER)
    return list(db.session.execute(select(DispatchRecipient).where(*by_post).order_by(DispatchRecipient.id)).scalars())


def letters_of(dispatch: Dispatch) -> list[IssuedDocument]:
    """The bundles of letters that were printed."""
    return documents_about(dispatch.reference, kind=LETTERS)


def refused_addresses() -> set[str]:
    """The addresses that want no news; one statement."""
    last = select(func.max(NewsRefusal.id)).group_by(NewsRefusal.address)
    wanted = select(NewsRefusal.address).where(NewsRefusal.id.in_(last), NewsRefusal.refuses)
    return set(db.session.execute(wanted).scalars())


def refuses_news(address: str) -> bool:
    """Whether this address wants no news."""
    wanted = select(NewsRefusal.refuses).where(NewsRefusal.address == address.strip().lower())
    return bool(db.session.execute(wanted.order_by(NewsRefusal.id.desc()).limit(1)).scalar())
