"""Writing to a list of members: who would get it, sending it once, and the job that writes the mails.

The list is decided when it is sent and kept line by line; the outbox then carries one mail to each address, or one to
each member where the text names something of theirs.
"""

from datetime import datetime

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import insert

from foundation.jobs.registry import job
from foundation.jobs.runner import JobContext
from foundation.jobs.services import enqueue
from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.sentences import N_
from foundation.mailing.letters import Letter
from foundation.mailing.rendering import OwnText
from foundation.mailing.services import queue_mails
from foundation.wording.rules.fields import Field
from membership.drafts import Draft, Recipient, mail_keys, plan
from membership.models.dispatches import Dispatch, DispatchRecipient, NewsRefusal
from membership.queries.dispatches import (
    LETTERS,
    counted_mails,
    dispatch_by_id,
    dispatch_of_form,
    leading_recipients,
    refuses_news,
)
from membership.rules.dispatches import FIELDS, Purpose, Way
from membership.rules.events import MembershipTag

SEND_JOB = "send-dispatch"
BATCH = 200
TEMPLATE = "dispatch"
# what a field says stands apart from the names that every mail is given, such as the cooperative
SAID = "said_"


def send(draft: Draft, *, once: str, digest: str, actor: Actor, at: datetime) -> Dispatch:
    """Send it to the list: the mails leave in the background. The same form twice is one sending.

    Refused: nobody in the list whom it reaches; StateMoved where the list is no longer the one that was shown.
    """
    if (known := dispatch_of_form(once)) is not None:
        return known
    found = plan(draft)
    if not found.ways[Way.EMAIL] and not found.ways[Way.LETTER]:
        raise Refused("dispatch-nobody", N_("This text would reach nobody: choose another list."))
    if found.digest != digest:
        raise StateMoved(
            "list-moved",
            N_("The list changed since it was shown to you. Nothing was sent: look at it again, then confirm."),
        )
    dispatch = _stored(draft, once, actor=actor, at=at)
    keys = mail_keys(draft, found.recipients, f"{dispatch.reference}:")
    rows, seen = [], set()
    for one, key in zip(found.recipients, keys, strict=True):
        rows.append(_row(dispatch, one, key, leads=key is not None and key not in seen))
        seen.add(key)
    db.session.execute(insert(DispatchRecipient), rows)
    told = {"subject": dispatch.subject, "members": len(rows), "by_email": found.ways[Way.EMAIL]}
    audit.record(MembershipTag.DISPATCH_SENT, dispatch.reference, actor=actor, at=at, details=told)
    if found.mails:
        enqueue(SEND_JOB, {"dispatch": dispatch.id}, actor=actor, at=at, dedupe=dispatch.reference)
    return dispatch


@job(SEND_JOB, title=N_("Write the mails to a list of members"))
def write_mails(context: JobContext) -> dict[str, int]:
    """Batch after batch; taken up again after a stop it goes on, and no mail is written twice."""
    dispatch = dispatch_by_id(context.params["dispatch"])
    own = own_words(dispatch)
    total = counted_mails(dispatch)["planned"]
    while batch := leading_recipients(dispatch.id, after=context.done, count=BATCH):
        letters = [_letter(dispatch, one) for one in batch]
        queue_mails(
            TEMPLATE,
            letters,
            event=MembershipTag.DISPATCH_SENT,
            subject_ref=dispatch.reference,
            at=context.at,
            own=own,
        )
        context.progress(context.done + len(batch), total)
    return {"mails": total}


def own_words(dispatch: Dispatch) -> dict[str, OwnText]:
    """The text of a dispatch by language, its fields said by each line of the list."""
    fields = [Field(one.key, one.says, SAID + one.key) for one in FIELDS]
    french = OwnText(dispatch.subject, dispatch.body, fields)
    english = OwnText(dispatch.subject_en, dispatch.body_en, fields) if dispatch.body_en else french
    return {"fr": french, "en": english}


def print_letters(dispatch_id: int, *, actor: Actor, at: datetime) -> None:
    """Have a job print the letters of those whom no mail reaches; once."""
    dispatch = dispatch_by_id(dispatch_id)
    enqueue(LETTERS, {"dispatch": dispatch.id}, actor=actor, at=at, dedupe=f"{LETTERS}:{dispatch.id}")


def say_news(address: str, *, refuses: bool, channel: str, at: datetime) -> None:
    """An address wants no news, or wants them again; said twice it is one fact."""
    kept = address.strip().lower()
    if not kept or refuses_news(kept) is refuses:
        return
    db.session.add(NewsRefusal(address=kept, refuses=refuses, channel=channel, recorded_at=at))
    db.session.flush()
    told = {"refuses": "yes" if refuses else "no", "channel": channel}
    audit.record(MembershipTag.NEWS_REFUSED, "system", actor=Actor(None, "Lien de désabonnement"), at=at, details=told)


def news_link(recipient_id: int) -> str:
    """Where the reader of one mail says that no more news are wanted, without signing in."""
    return f"{current_app.config['PUBLIC_URL']}/nouvelles/{_signer().dumps(recipient_id)}"


def recipient_of_link(token: str) -> DispatchRecipient:
    """The line of the list that a link belongs to; NotFound where nobody made that link."""
    try:
        wanted = _signer().loads(token)
    except BadSignature:
        wanted = None
    found = db.session.get(DispatchRecipient, wanted) if isinstance(wanted, int) else None
    if found is None or not found.address:
        raise NotFound("news-link", N_("This link is not whole. Copy it from the mail again, or answer the mail."))
    return found


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt="news")


def _letter(dispatch: Dispatch, one: DispatchRecipient) -> Letter:
    link = news_link(one.id) if dispatch.purpose == Purpose.INFORMATION else ""
    return Letter(
        to=one.address,
        name=one.reader,
        language=one.language,
        context={**{SAID + key: text for key, text in one.said.items()}, "unsubscribe_url": link},
        dedupe=one.mail_key,
        unsubscribe_url=link,
    )


def _stored(draft: Draft, once: str, *, actor: Actor, at: datetime) -> Dispatch:
    dispatch = Dispatch(
        once=once,
        purpose=draft.purpose,
        audience=draft.audience,
        params=dict(draft.params),
        as_of=draft.on,
        subject=draft.words.subject,
        body=draft.words.body,
        subject_en=draft.english.subject if draft.english else "",
        body_en=draft.english.body if draft.english else "",
        recorded_at=at,
        actor_id=actor.account_id,
        actor_name=actor.name,
    )
    db.session.add(dispatch)
    db.session.flush()
    return dispatch


def _row(dispatch: Dispatch, one: Recipient, key: str | None, *, leads: bool) -> dict[str, object]:
    return {
        "dispatch_id": dispatch.id,
        "member_id": one.member.member_id,
        "name": one.member.name[:300],
        "reader": one.reader[:300],
        "language": one.member.language,
        "way": str(one.way),
        "address": one.address[:500],
        "mail_key": key,
        "leads": leads,
        "said": dict(one.said),
    }
