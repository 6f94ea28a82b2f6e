"""Write to who pays: the request with its code to scan, reminders by level, never two on one day."""

import io
from dataclasses import dataclass
from datetime import date, datetime

import segno

from foundation.kernel import audit
from foundation.kernel.audit import SYSTEM, Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_, written
from foundation.mailing.models import Mail
from foundation.mailing.services import Attachment, queue_mail
from treasury.models import OwnAccount, PaymentRequest, RequestFact
from treasury.queries.requests import RequestView, open_requests, request_by_id, view_of, views
from treasury.queries.settings import own_account, reminding
from treasury.rules.epc import epc_payload
from treasury.rules.events import TreasuryTag
from treasury.rules.iban import grouped
from treasury.rules.references import shown
from treasury.rules.schedules import ReminderLevel, next_reminder
from treasury.services.recording import recorded


def epc_of(request: PaymentRequest, account: OwnAccount, amount: Money) -> str:
    """What the square code of a request says."""
    words = f"{shown(request.reference)} {request.holder}"
    return epc_payload(name=account.holder, iban=account.iban, bic=account.bic, amount=amount, text=words)


def send_request(request_id: int, *, actor: Actor, at: datetime) -> Mail:
    """Mail the request to who pays, with its code to scan; the same request at most once a day."""
    request = request_by_id(request_id, lock=True)
    view = view_of(request, day_of(at))
    if not request.email:
        raise Refused("no-email", N_("There is no e-mail address to send this request to: print its page instead."))
    if view.cancelled is not None or view.standing.is_paid:
        raise Refused("nothing-due", N_("Nothing is due under this request any more: there is nothing to send."))
    once = f"sent:{request.id}:{day_of(at)}"
    mail = _mail("payment-request", view, once, at=at, level=0)
    if not any(fact.once == once for fact in view.facts):
        _fact(request, "sent", once, actor=actor, at=at)
    return mail


@dataclass(frozen=True)
class DueReminder:
    """A reminder that is due today."""

    view: RequestView
    level: ReminderLevel


def due_reminders(on: date) -> list[DueReminder]:
    """The reminders of a day: open requests that are late, at the level that comes next, holds and paid ones aside."""
    levels = reminding().levels
    found = []
    for view in views(open_requests(), on):
        if view.held or not view.request.email or not view.due:
            continue
        level = next_reminder(view.standing, levels, view.sent, on)
        if level is not None:
            found.append(DueReminder(view, level))
    return found


def send_reminders(on: date, *, actor: Actor = SYSTEM, at: datetime) -> int:
    """Send every reminder that is due; run twice on one day, the second finds nothing."""
    sent = 0
    for due in due_reminders(on):
        request = request_by_id(due.view.request.id, lock=True)
        once = f"reminded:{request.id}:{on}"
        if any(fact.once == once for fact in view_of(request, on).facts):
            continue
        _mail("payment-reminder", due.view, once, at=at, level=due.level.level)
        _fact(
            request,
            "reminded",
            once,
            actor=actor,
            at=at,
            level=due.level.level,
            late_since=due.view.standing.late_since,
        )
        sent += 1
    if sent:
        audit.record(TreasuryTag.REMINDERS_SENT, "treasury:0", actor=actor, at=at, details={"count": sent})
    return sent


def send_reminders_if_automatic(on: date, *, at: datetime) -> int:
    """The errand of each morning, where the switch is on."""
    return send_reminders(on, at=at) if reminding().automatic else 0


def _fact(request: PaymentRequest, kind: str, once: str, *, actor: Actor, at: datetime, **more: object) -> None:
    row = RequestFact(request_id=request.id, kind=kind, on_day=day_of(at), once=once, **more, **recorded(actor, at))
    db.session.add(row)
    db.session.flush()


def _mail(template: str, view: RequestView, once: str, *, at: datetime, level: int) -> Mail:
    request, account = view.request, own_account(view.request.own_account_id)
    amount = Money(view.standing.late if level else view.standing.next_cents or view.standing.left)
    context = {
        "holder": request.holder,
        "reference": shown(request.reference),
        "title": request.title,
        "amount": amount,
        "left": Money(view.standing.left),
        "due_on": view.standing.next_on,
        "late_since": view.standing.late_since,
        "instalments": [{"due_on": one.due_on, "amount": Money(one.cents)} for one in view.instalments],
        "schedule": _schedule(view, request.language),
        "level": level,
        "account_holder": account.holder,
        "iban": grouped(account.iban),
        "bic": account.bic,
    }
    return queue_mail(
        template,
        to=request.email,
        name=request.payer or request.holder,
        language=request.language,
        context=context,
        event=TreasuryTag.REQUEST_MADE if not level else TreasuryTag.REMINDERS_SENT,
        subject_ref=f"payment-request:{request.id}",
        dedupe=once,
        attachments=[Attachment(f"{request.reference}.png", "image/png", _picture(epc_of(request, account, amount)))],
        at=at,
    )


def _schedule(view: RequestView, language: str) -> str:
    """The instalments, a line for each, for a text of our own."""
    lines = ((written(language, one.due_on), written(language, Money(one.cents))) for one in view.instalments)
    return "\n".join(f"- {day} : {amount}" for day, amount in lines)


def _picture(payload: str) -> bytes:
    out = io.BytesIO()
    segno.make(payload, error="m", micro=False, boost_error=False).save(out, kind="png", scale=5, border=4)
    return out.getvalue()
