"""Payment requests: the list, one of them with its code to scan, the forms to ask, the reminders."""

from functools import partial
from typing import Any

import segno
from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor, signed_in_account
from foundation.kernel.clock import now, today
from foundation.kernel.errors import Malformed, NotFound, Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from foundation.web.forms import answer
from foundation.web.guard import requires, signed_in
from foundation.web.incoming import row_number
from membership.queries.access import acts_for
from membership.queries.applications import application_by_id
from membership.queries.people import member_by_id
from treasury.forms import InstalmentsForm, PaymentForm, RequestForm, RescheduleForm
from treasury.listing import requests_table
from treasury.models import PaymentRequest
from treasury.queries.lines import settled_of
from treasury.queries.requests import (
    RequestView,
    amount_of_terms,
    members_of,
    request_by_reference,
    unasked_candidates,
    unasked_subscriptions,
    unpaid_of_operation,
    view_of,
    views,
)
from treasury.queries.settings import own_account
from treasury.rules.iban import grouped
from treasury.rules.references import read_reference, shown, structured
from treasury.rules.schedules import Instalment, equal_instalments
from treasury.rules.settling import Means
from treasury.services import mails, matching, requests
from treasury.views.blueprint import blueprint
from treasury.views.handling import acted, handled
from treasury.views.lines import KINDS


@blueprint.get("/tresorerie/demandes")
@requires(Permission.TREASURY_READ)
def payment_requests() -> ResponseReturnValue:
    """What was asked of whom, what came, and the subscriptions that nobody was asked for."""
    spec, statement = requests_table()
    table = spec.read(statement, request.args)
    found = {view.request.id: view for view in views([row.PaymentRequest for row in table.rows], today())}
    unasked = unasked_subscriptions(20)
    names = members_of({one.member_id for one in unasked})
    return render_template(
        "treasury/payment_requests.html",
        table=table,
        found=found,
        unasked=unasked,
        candidates=unasked_candidates(today()),
        names=names,
        shown=shown,
    )


@blueprint.route("/tresorerie/demandes/nouvelle", methods=["GET", "POST"])
@requires(Permission.TREASURY_WRITE)
def ask() -> ResponseReturnValue:
    """Ask for what a subscription left unpaid, at once or in instalments."""
    operation_id = _operation_asked()
    member_id, unpaid = unpaid_of_operation(operation_id)
    if not member_id:
        raise NotFound("no-operation", N_("There is no such subscription."))
    member = member_by_id(member_id)
    form = RequestForm(first_on=today(), email=member.party.email, send=bool(member.party.email))

    def write() -> ResponseReturnValue:
        made = requests.ask_for_subscription(
            operation_id,
            _instalments(form, unpaid),
            payer=form.payer.data or "",
            email=form.email.data or "",
            actor=current_actor(),
            at=now(),
        )
        return _made(form, made)

    return handled(form, write, "treasury/ask.html", member=member, unpaid=Money(unpaid))


@blueprint.route("/tresorerie/demandes/candidature/<int:application_id>", methods=["GET", "POST"])
@requires(Permission.TREASURY_WRITE)
def ask_candidate(application_id: int) -> ResponseReturnValue:
    """Ask a candidate for the money of the shares wished for: it waits until the decision."""
    view = application_by_id(application_id)
    party, wanted = view.party, amount_of_terms(view.terms, today())
    if not view.is_open or wanted.cents <= 0:
        raise Refused("nothing-to-ask-of", N_("There is nothing to ask of this candidate."))
    form = RequestForm(first_on=today(), email=party.email, send=bool(party.email))

    def write() -> ResponseReturnValue:
        made = requests.ask_candidate(
            application_id,
            wanted.cents,
            _instalments(form, wanted.cents),
            holder=party.name,
            email=form.email.data or "",
            language=party.language,
            payer=form.payer.data or "",
            actor=current_actor(),
            at=now(),
        )
        return _made(form, made)

    return handled(form, write, "treasury/ask.html", member=party, unpaid=wanted)


def _made(form: RequestForm, made: PaymentRequest) -> ResponseReturnValue:
    if form.send.data:
        mails.send_request(made.id, actor=current_actor(), at=now())
    return acted(lambda: None, url_for(".request_page", reference=made.reference), _("Request recorded."))


def _operation_asked() -> int:
    try:
        return row_number(request.args.get("operation", ""))
    except ValueError:
        raise Malformed("bad-operation", N_("The address does not say which subscription it is about.")) from None


def _instalments(form: InstalmentsForm, cents: int) -> list[Instalment]:
    typed: dict[str, Any] = form.data
    return equal_instalments(Money(cents), typed["count"], typed["first_on"], every_months=typed["every_months"])


@blueprint.get("/tresorerie/demandes/<reference>")
@signed_in
def request_page(reference: str) -> ResponseReturnValue:
    """One request: to be paid (for the holder and for staff), with its history and its buttons for staff."""
    found = _visible(reference)
    return answer(_payment_form(), "treasury/request.html", **_shown(view_of(found, today())))


def _payment_form() -> PaymentForm:
    form = PaymentForm(paid_on=today())
    form.offer()
    return form


def _visible(reference: str) -> PaymentRequest:
    """The request, for who may read the treasury or acts for its holder; for others it is not there."""
    found = request_by_reference(read_reference(reference))
    account = signed_in_account()
    if account.can(Permission.TREASURY_READ):
        return found
    if found.member_id is None or found.member_id not in acts_for(today(), account_id=account.id):
        abort(404)
    return found


def _shown(view: RequestView) -> dict[str, object]:
    account = own_account(view.request.own_account_id)
    amount = Money(min(view.standing.next_cents, view.due) or view.due)
    payable = view.state in {"late", "waiting"}
    return {
        "view": view,
        "account": account,
        "iban": grouped(account.iban),
        "amount": amount,
        "reference": shown(view.request.reference),
        "structured": structured(view.request.reference),
        "code": _code(mails.epc_of(view.request, account, amount)) if payable and amount.cents else "",
        "history": settled_of(request_id=view.request.id),
        "kinds": KINDS,
        "reschedule_form": RescheduleForm(first_on=today(), prefix="plan"),
    }


def _code(payload: str) -> Markup:
    """The square code as a drawing in the page; it holds paths only, no text of anybody."""
    drawn = segno.make(payload, error="m", micro=False, boost_error=False)
    return Markup(drawn.svg_inline(omitsize=True, border=2, dark="#000", light="#fff", svgclass="epc-code"))  # noqa: S704


@blueprint.post("/tresorerie/demandes/<reference>/envoyer")
@requires(Permission.TREASURY_WRITE)
def send_request(reference: str) -> ResponseReturnValue:
    """Mail the request to who pays."""
    found = request_by_reference(reference)
    write = partial(mails.send_request, found.id, actor=current_actor(), at=now())
    return acted(write, url_for(".request_page", reference=reference), _("The request will leave by e-mail."))


@blueprint.post("/tresorerie/demandes/<reference>/etat")
@requires(Permission.TREASURY_WRITE)
def change_request(reference: str) -> ResponseReturnValue:
    """Cancel, reopen, hold or release a request."""
    kind, reason = request.form.get("kind", ""), request.form.get("reason", "")
    if kind not in {"cancelled", "reopened", "held", "released"}:
        raise Malformed("bad-change", N_("The form does not say what is to change."))
    found = request_by_reference(reference)
    write = partial(requests.change, found.id, kind, reason, actor=current_actor(), at=now())
    return acted(write, url_for(".request_page", reference=reference), _("Recorded."))


@blueprint.post("/tresorerie/demandes/<reference>/paiement")
@requires(Permission.TREASURY_WRITE)
def pay_otherwise(reference: str) -> ResponseReturnValue:
    """Record a cheque or cash."""
    found, form = request_by_reference(reference), _payment_form()

    def write() -> ResponseReturnValue:
        typed: dict[str, Any] = form.data
        matching.record_otherwise(
            found.id,
            typed["amount"].cents,
            typed["paid_on"],
            means=Means(form.means.data),
            payer=form.payer.data or "",
            document=form.document.data or "",
            actor=current_actor(),
            at=now(),
        )
        return acted(lambda: None, url_for(".request_page", reference=reference), _("Payment recorded."))

    return handled(form, write, "treasury/request.html", **_shown(view_of(found, today())))


@blueprint.post("/tresorerie/demandes/<reference>/echeances")
@requires(Permission.TREASURY_WRITE)
def reschedule(reference: str) -> ResponseReturnValue:
    """Other instalments for the same sum."""
    found, form = request_by_reference(reference), RescheduleForm(prefix="plan")

    def write() -> None:
        plan = _instalments(form, found.cents)
        requests.reschedule(found.id, plan, form.reason.data or "", actor=current_actor(), at=now())

    if not form.validate_on_submit():
        return answer(
            _payment_form(), "treasury/request.html", **_shown(view_of(found, today())) | {"reschedule_form": form}
        )
    return acted(write, url_for(".request_page", reference=reference), _("Instalments recorded."))


@blueprint.get("/tresorerie/relances")
@requires(Permission.TREASURY_READ)
def reminders() -> ResponseReturnValue:
    """The reminders that are due today, before anything leaves."""
    return render_template("treasury/reminders.html", due=mails.due_reminders(today()), shown=shown)


@blueprint.post("/tresorerie/relances")
@requires(Permission.TREASURY_WRITE)
def send_reminders() -> ResponseReturnValue:
    """Send them; twice on one day sends nothing twice."""
    url, count = url_for(".reminders"), len(mails.due_reminders(today()))
    said = ngettext("%(num)s reminder will leave.", "%(num)s reminders will leave.", count)
    return acted(partial(mails.send_reminders, today(), actor=current_actor(), at=now()), url, said)
