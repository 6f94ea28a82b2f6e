"""Follow what matters to one: a decision, an action of the pole; a mail tells when it moves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select

from foundation.accounts.models import Account
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.sentences import sentence
from foundation.mailing.letters import Letter
from foundation.mailing.services import queue_mails
from foundation.wording.queries import leaves
from governance.models import Decision, Follower

TEMPLATE = "something-moved"


@dataclass(frozen=True)
class News:
    """What is told: of what (`title`), what moved (`what`, an English sentence of the catalogue, which may name `title`), in
    a few words (`text`), where to read on. `key` names the fact: the same one is told to nobody twice.
    """

    title: str
    what: str
    text: str
    path: str
    key: str


def subject_of_decision(decision: Decision) -> str:
    """How a decision is named where it is followed and in the audit trail."""
    return f"decision:{decision.id}"


def follow(account_id: int, subject: str, *, at: datetime) -> None:
    """Be told from now on when this moves; asking twice changes nothing."""
    if not follows(account_id, subject):
        db.session.add(Follower(account_id=account_id, subject=subject, since=at))
        db.session.flush()


def unfollow(account_id: int, subject: str) -> None:
    """Be told no more."""
    db.session.execute(delete(Follower).where(Follower.account_id == account_id, Follower.subject == subject))


def follows(account_id: int, subject: str) -> bool:
    """Whether an account is told when this moves."""
    wanted = select(Follower.id).where(Follower.account_id == account_id, Follower.subject == subject)
    return db.session.execute(wanted.limit(1)).first() is not None


def tell_followers(subjects: Collection[str], news: News, *, event: StrEnum | str, actor: Actor, at: datetime) -> int:
    """Write to whoever follows one of these, once each, and never to who made the news; how many mails; a few statements.

    `News.key` makes it safe to call twice. Nobody is written to where the letter is switched off.
    """
    if not leaves(TEMPLATE):
        return 0
    following = select(Follower.account_id).where(Follower.subject.in_(subjects))
    wanted = select(Account).where(Account.id.in_(following), Account.disabled_at.is_(None), Account.email != "")
    readers = [one for one in db.session.execute(wanted.order_by(Account.id)).scalars() if one.id != actor.account_id]
    letters = [_letter(one, news) for one in readers]
    if letters:
        queue_mails(TEMPLATE, letters, event=event, subject_ref=min(subjects), at=at)
    return len(letters)


def _letter(reader: Account, news: News) -> Letter:
    context: dict[str, object] = {
        "title": news.title,
        "what": sentence(reader.language, news.what, {"title": news.title}),
        "text": news.text,
        "path": news.path,
    }
    return Letter(reader.email, reader.name, reader.language, context, dedupe=f"moved:{news.key}:{reader.id}")
