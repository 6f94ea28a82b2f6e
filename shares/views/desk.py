"""The operations of the desk: each with its title, what it does in a sentence, its form, when it fits, its service."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from membership.models.members import Member
from membership.queries.people import member_by_number
from shares import forms, services
from shares.models import RefundRequest
from shares.rules.positions import Position

Told = dict[str, Any]


def _always(_member: Member, _position: Position) -> bool:
    return True


@dataclass(frozen=True)
class Act:
    """One kind of operation. `write` may answer with a sentence; `fits`: where it is offered; `decided`: on a decision."""

    title: Any
    lead: Any
    form: type[forms.OperationForm]
    write: Callable[[Member, Any, Told], Any]
    icon: str
    fits: Callable[[Member, Position], bool] = _always
    decided: bool = False


def _subscribe(member: Member, form: Any, told: Told) -> None:
    paid = form.paid.data.cents if form.paid.data is not None else None
    services.subscribe(member.id, form.shares.data, form.effective_on.data, paid_cents=paid, **told)


def _call(member: Member, form: Any, told: Told) -> None:
    services.call(member.id, form.amount.data.cents, form.effective_on.data, **told)


def _pay(member: Member, form: Any, told: Told) -> None:
    told["payer"] = form.payer.data or ""
    services.record_payment(member.id, form.amount.data.cents, form.effective_on.data, **told)


def _transfer(member: Member, form: Any, told: Told) -> None:
    taker = member_by_number(form.taker.data)
    services.transfer(member.id, taker.id, form.shares.data, form.effective_on.data, **told)


def _to_newcomer(member: Member, form: Any, told: Told) -> str:
    made = services.transfer_to_candidate(
        member.id, form.candidate.data, form.shares.data, form.effective_on.data, **told
    )
    return _("Recorded in the register: %(name)s is a member by these shares.", name=made.name)


def _inherit(member: Member, form: Any, told: Told) -> None:
    heirs = [(member_by_number(number).id, count) for number, count in form.read_heirs()]
    services.succession(member.id, heirs, form.effective_on.data, **told)


def _convert(member: Member, form: Any, told: Told) -> None:
    services.convert(member.id, form.shares.data, form.nominal.data.cents, form.effective_on.data, **told)


def _give(member: Member, form: Any, told: Told) -> None:
    services.give_to_cooperative(member.id, form.shares.data, form.effective_on.data, **told)


def _ask_refund(member: Member, form: Any, told: Told) -> None:
    kept = {key: told[key] for key in ("actor", "at", "motive", "document")}
    services.request_refund(member.id, form.shares.data, form.effective_on.data, **kept)


def _give_back(member: Member, form: Any, told: Told) -> None:
    cents = form.amount.data.cents
    services.return_advance(None, cents, form.effective_on.data, member_id=member.id, **told)


def _notify(member: Member, form: Any, told: Told) -> str:
    kept = {key: told[key] for key in ("actor", "at", "document")}
    services.record_notice(member.id, form.amount.data.cents, form.effective_on.data, **kept)
    return _("The formal notice is recorded. The delays of the law run from its day.")


def _cancel(member: Member, form: Any, told: Told) -> None:
    services.cancel_unpaid(member.id, form.shares.data, form.effective_on.data, **told)


def _exclude(member: Member, form: Any, told: Told) -> str | None:
    made = services.exclude_unpaid(member.id, form.effective_on.data, **told)
    if isinstance(made, RefundRequest):
        return _("The membership has ended. The shares wait in the queue of refunds, where each sees why.")
    return None


def _is_dead(member: Member, position: Position) -> bool:
    return member.person is not None and member.person.deceased_on is not None and position.shares > 0


def _unpaid(_member: Member, position: Position) -> bool:
    return position.unpaid_cents > 0


def _called(_member: Member, position: Position) -> bool:
    return position.receivable_cents > 0


def _holds(_member: Member, position: Position) -> bool:
    return position.shares > 0


def _ahead(_member: Member, position: Position) -> bool:
    return position.advance_cents > 0


_SHARES_LEAD = _l(
    "New shares at the nominal value. A quarter at least is paid at once, the rest within the statutes’ delay."
)
ACTS: dict[str, Act] = {
    "souscription": Act(_l("Subscription"), _SHARES_LEAD, forms.SubscribeForm, _subscribe, "plus"),
    "versement": Act(
        _l("Payment"),
        _l("Money received on called shares; who pays may be another."),
        forms.PaymentForm,
        _pay,
        "banknote",
    ),
    "appel": Act(
        _l("Call"),
        _l("Capital subscribed is called: the member owes it from this day."),
        forms.MoneyForm,
        _call,
        "bell",
        _unpaid,
    ),
    "cession": Act(
        _l("Transfer"),
        _l("Shares pass to another member, in two legs of one operation. The approval is written below."),
        forms.TransferForm,
        _transfer,
        "share-2",
        _holds,
        decided=True,
    ),
    "cession-nouveau-membre": Act(
        _l("Transfer to a newcomer"),
        _l(
            "Shares pass to a candidate whom the body accepted: member and holder by the same operation, on the same "
            "day. The approval of the transfer is written below."
        ),
        forms.NewcomerForm,
        _to_newcomer,
        "user-plus",
        _holds,
        decided=True,
    ),
    "succession": Act(
        _l("Succession"),
        _l(
            "Shares of who died pass to heirs who were admitted as members. Heirs who are not are owed the value: that "
            "is a refund of all shares."
        ),
        forms.SuccessionForm,
        _inherit,
        "git-branch",
        _is_dead,
        decided=True,
    ),
    "remboursement": Act(
        _l("Refund of some shares"),
        _l("Takes a place in the queue. Nothing leaves the capital before the refund is decided."),
        forms.SharesForm,
        _ask_refund,
        "undo-2",
        _holds,
    ),
    "don": Act(
        _l("Gift to the cooperative"),
        _l("Shares are given: nothing is owed for them."),
        forms.SharesForm,
        _give,
        "heart-handshake",
        _holds,
    ),
    "conversion": Act(
        _l("Conversion"),
        _l("Shares of an old nominal value become shares of another for the same amount. The lots keep their days."),
        forms.ConversionForm,
        _convert,
        "refresh-cw",
        _holds,
    ),
    "avance-rendue": Act(
        _l("Money ahead given back"),
        _l("What was paid before any subscription leaves again: no capital moves."),
        forms.MoneyForm,
        _give_back,
        "rotate-ccw",
        _ahead,
    ),
    "mise-en-demeure": Act(
        _l("Formal notice"),
        _l(
            "A registered letter asks for called capital. A month later the shares no longer vote in a company with "
            "shares; after three months the law excludes who has not paid."
        ),
        forms.NoticeForm,
        _notify,
        "mail-check",
        _called,
    ),
    "renonciation": Act(
        _l("Unpaid shares given up"),
        _l("The newest shares that are not fully paid leave; what was paid of them is owed back. Write why."),
        forms.SharesForm,
        _cancel,
        "circle-minus",
        _unpaid,
    ),
    "exclusion": Act(
        _l("Exclusion for unpaid shares"),
        _l(
            "Three months after the formal notice the law excludes who has not paid: the membership ends on this day, "
            "and what was paid is owed back less the losses."
        ),
        forms.OperationForm,
        _exclude,
        "user-x",
        _called,
    ),
}
ALWAYS_SHOWN = ("souscription", "versement")


def offered(member: Member, position: Position) -> dict[str, Act]:
    """The operations that fit the account of the member today."""
    return {kind: act for kind, act in ACTS.items() if act.fits(member, position)}
