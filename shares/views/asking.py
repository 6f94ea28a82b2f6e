"""A member asks: each request is shown with all its effects first, then confirmed. One page sent twice is one request."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.web.forms import answer
from foundation.web.guard import signed_in
from foundation.web.transaction import transaction
from membership.models.members import Member
from membership.rules.candidates import Finding
from shares.forms import WHOLE, AskExitForm, AskForm, AskRefundForm, AskSharesForm, AskTransferForm
from shares.models import ShareDemand
from shares.queries.demands import demand_of_once
from shares.queries.positions import position_of
from shares.rules.effects import (
    effects_of_leaving,
    effects_of_subscription,
    effects_of_transfer,
    effects_on_rights,
)
from shares.services import demanding, foreseeing
from shares.views.blueprint import blueprint
from shares.views.mine import own_member
from statutes.services import statutes_on

# Where a refusal belongs to one field, the summary leads to it.
FIELDS = {
    "no-such-taker": "taker",
    "same-account": "taker",
    "taker-bounds": "shares",
    "bad-count": "shares",
    "asked-too-much": "shares",
    "bad-iban": "iban",
    "wished-too-early": "wished_on",
}


@blueprint.route("/parts/moi/<int:number>/souscription", methods=["GET", "POST"])
@signed_in
def ask_shares(number: int) -> ResponseReturnValue:
    """Take more shares: the price, what is due at once, the balance; then the request and how to pay it."""
    member, form = own_member(number), AskSharesForm()

    def foresee() -> dict[str, Any]:
        seen = foreseeing.foresee_shares(member, form.shares.data or 0, today())
        return {"seen": seen, "effects": effects_of_subscription(seen), "pays_whole": form.pay.data == WHOLE}

    def ask(wish: demanding.Wish) -> ShareDemand:
        whole = form.pay.data == WHOLE
        return demanding.ask_shares(wish, form.shares.data or 0, whole=whole, actor=current_actor(), at=now())

    return _step(member, form, "shares/ask_shares.html", foresee=foresee, ask=ask)


@blueprint.route("/parts/moi/<int:number>/remboursement", methods=["GET", "POST"])
@signed_in
def ask_refund(number: int) -> ResponseReturnValue:
    """Ask some shares back: their place in the queue, what the floor allows, their value, the last day to pay."""
    member, form, on = own_member(number), AskRefundForm(), today()

    def foresee() -> dict[str, Any]:
        seen = foreseeing.foresee_refund(member, form.shares.data or 0, on)
        decides = statutes_on(on).statutes.shares.partial_refund
        return {"seen": seen, "effects": [*effects_of_leaving(seen, on), *effects_on_rights(seen, decides)]}

    def ask(wish: demanding.Wish) -> ShareDemand:
        return demanding.ask_refund(wish, form.shares.data or 0, actor=current_actor(), at=now())

    return _step(member, form, "shares/ask_refund.html", foresee=foresee, ask=ask)


@blueprint.route("/parts/moi/<int:number>/cession", methods=["GET", "POST"])
@signed_in
def ask_transfer(number: int) -> ResponseReturnValue:
    """Pass shares to another member: named by number and name, who must agree; then it waits for the approval."""
    member, form, on = own_member(number), AskTransferForm(), today()

    def taker() -> Member:
        return foreseeing.taker_of(form.taker.data or 0, form.taker_name.data or "", on)

    def foresee() -> dict[str, Any]:
        seen = foreseeing.foresee_transfer(member, taker(), form.shares.data or 0, on)
        return {"seen": seen, "effects": effects_of_transfer(seen.shares, seen.kept, seen.amount, seen.body)}

    def ask(wish: demanding.Wish) -> ShareDemand:
        return demanding.ask_transfer(wish, taker().id, form.shares.data or 0, actor=current_actor(), at=now())

    return _step(member, form, "shares/ask_transfer.html", foresee=foresee, ask=ask)


@blueprint.route("/parts/moi/<int:number>/sortie", methods=["GET", "POST"])
@signed_in
def ask_exit(number: int) -> ResponseReturnValue:
    """Leave: the last day, the votes, the shares, the money; then it is recorded, as the desk records it."""
    member, form, on = own_member(number), AskExitForm(), today()

    def foresee() -> dict[str, Any]:
        seen = foreseeing.foresee_exit(member, on, _day(form.wished_on.data), at=now())
        return {"seen": seen.foreseen, "leaving": seen.shares, "effects": seen.foreseen.effects}

    def ask(wish: demanding.Wish) -> ShareDemand:
        return demanding.ask_exit(wish, _day(form.wished_on.data), actor=current_actor(), at=now())

    return _step(member, form, "shares/ask_exit.html", foresee=foresee, ask=ask)


def _day(found: object) -> date | None:
    return found if isinstance(found, date) else None


def _step(
    member: Member,
    form: AskForm,
    template: str,
    *,
    foresee: Callable[[], dict[str, Any]],
    ask: Callable[[demanding.Wish], ShareDemand],
) -> ResponseReturnValue:
    """The page, then its effects, then the request: what is confirmed is what was read."""
    before = demand_of_once(form.once.data or "") if form.is_submitted() else None
    if before is not None and before.member_id == member.id:
        return redirect(url_for("shares.own_request", demand_id=before.id), 303)
    shown = _foreseen(form, foresee) if form.validate_on_submit() else {}
    page = {"member": member, "position": position_of(member.id, today()), "seen": None, **shown}
    page["shown"] = _digest(shown.get("effects", ()), page["seen"])
    if not shown or request.form.get("confirmer") != page["shown"]:
        return answer(form, template, **page)
    try:
        with transaction():
            demand_id = ask(_wish(member, form)).id
    except (Refused, StateMoved) as refusal:
        form.refuse(refusal, field=_field_of(form, refusal.code))
        return answer(form, template, **page)
    flash(_("Your request is recorded."), "success")
    return redirect(url_for("shares.own_request", demand_id=demand_id), 303)


def _foreseen(form: AskForm, foresee: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return foresee()
    except (Refused, StateMoved) as refusal:
        form.refuse(refusal, field=_field_of(form, refusal.code))
    except NotFound as refusal:
        if refusal.code != "no-such-taker":
            raise
        form.refuse(refusal, field="taker")
    return {}


def _field_of(form: AskForm, code: str) -> str | None:
    name = FIELDS.get(code)
    return name if name and name in form else None


def _wish(member: Member, form: AskForm) -> demanding.Wish:
    iban = form["iban"].data if "iban" in form else ""
    words, once = form.motive.data or "", form.once.data or ""
    return demanding.Wish(member_id=member.id, once=once, asked_on=today(), motive=words, iban=iban or "")


def _digest(effects: Iterable[Finding], seen: object) -> str:
    """What was shown, in a word: a request is confirmed as it was read, or read again."""
    told = [(one.code, sorted((key, str(value)) for key, value in one.values.items())) for one in effects]
    day = getattr(seen, "effective_on", "")
    return hashlib.sha256(f"{told} {day}".encode()).hexdigest()[:20]
