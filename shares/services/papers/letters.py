"""Papers about one person, printed and archived: subscription form, admission letter, individual account."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from foundation.documents.archive import DocumentDraft, issue
from foundation.documents.models import IssuedDocument
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from foundation.web.rules.moments import day_text
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.services.appending import category_on
from shares.queries.papers.account import account_data
from shares.queries.papers.company import named
from shares.queries.papers.forms import (
    Wanted,
    admission_letter_data,
    member_subscription_data,
    subscription_form_data,
)
from shares.queries.papers.words import free_paragraphs

FORM, LETTER, ACCOUNT = "subscription-form", "admission-letter", "share-account"


def issue_subscription_form(
    member: Member,
    shares: int,
    *,
    category: str | None = None,
    at_once_cents: int | None = None,
    parts: int = 1,
    actor: Actor,
    at: datetime,
) -> IssuedDocument:
    """The form of a member who takes more shares; `category` None: the member's own of the day.

    Refused: no category, less than a quarter at once, a last part after the statutes' delay.
    Source: loi 47-1775 art. 12; C. com. art. L231-2.
    """
    on = day_of(at)
    own = category or category_on(member, on)
    if own is None:
        raise Refused(
            "form-without-category",
            N_("%(name)s has no category on %(day)s: a form is for a member or a candidate. Admit the member first."),
            name=member.name,
            day=on,
        )
    wanted = Wanted(shares=shares, category=own, at_once_cents=at_once_cents, parts=parts)
    data = member_subscription_data(member, wanted, on)
    return _archived(FORM, f"member:{member.number}", "Bulletin de souscription", data, actor=actor, at=at)


def issue_candidate_form(
    application_id: int, party: Person | Organisation, wanted: Wanted, *, actor: Actor, at: datetime
) -> IssuedDocument:
    """The form of a candidate, from the request to join."""
    data = subscription_form_data(named(party), wanted, day_of(at))
    return _archived(FORM, f"application:{application_id}", "Bulletin de souscription", data, actor=actor, at=at)


def issue_admission_letter(member: Member, *, actor: Actor, at: datetime) -> IssuedDocument:
    """The letter that welcomes a member; may be given again, each is archived."""
    data = admission_letter_data(member, day_of(at))
    return _archived(LETTER, f"member:{member.number}", "Lettre d’admission", data, actor=actor, at=at)


def issue_account(
    member: Member, on: date, *, known_at: datetime | None = None, actor: Actor, at: datetime
) -> IssuedDocument:
    """The individual account of a member on a day, as known at a moment (None: now)."""
    data = account_data(member, on, known_at or at)
    title = f"Compte individuel au {day_text(on, 'fr')}"
    return _archived(ACCOUNT, f"member:{member.number}", title, data, actor=actor, at=at)


_TEMPLATES = {FORM: "bulletin-souscription", LETTER: "lettre-admission", ACCOUNT: "compte-individuel"}


def _archived(
    kind: str, subject: str, title: str, data: Mapping[str, Any], *, actor: Actor, at: datetime
) -> IssuedDocument:
    who = data.get("subscriber") or data["member"]
    given = {"to_name": who["name"], "number": str(who.get("number") or ""), "shares": data.get("shares")}
    filled = free_paragraphs(kind, data, given)
    return issue(
        DocumentDraft(kind, subject, f"{title} – {who['name']}"[:300], _TEMPLATES[kind], filled), actor=actor, at=at
    )
