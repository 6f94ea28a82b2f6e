"""Signing in and out. A mailed link shows a button and only the button signs in: mail scanners open every link."""

from datetime import datetime

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from foundation.accounts import access, queries, services
from foundation.accounts.attempts import admit_attempt, forgive_attempt, is_flooded
from foundation.accounts.devices import known_device, remember_device
from foundation.accounts.forms import ConfirmForm, LinkForm, SignInForm
from foundation.accounts.rules.attempts import Way
from foundation.accounts.rules.sign_in import LINK_LIFETIME
from foundation.accounts.session import enter, leave
from foundation.kernel.clock import now
from foundation.kernel.errors import NotFound, Refused, ScicError, StateMoved, TooMany
from foundation.kernel.sentences import N_, sentence
from foundation.web.errors import safe_next
from foundation.web.guard import public
from foundation.web.language import current_language
from foundation.web.transaction import transaction

blueprint = Blueprint("accounts", __name__)
ASKED_FOR = "link_asked_for"


@blueprint.get("/connexion")
@public
def sign_in() -> ResponseReturnValue:
    """Both ways of signing in on one page."""
    goes_to = safe_next(request.args.get("suite"))
    if current_user.is_authenticated:
        return redirect(goes_to)
    return _page(SignInForm(formdata=None, suite=goes_to), LinkForm(formdata=None, suite=goes_to))


@blueprint.post("/connexion")
@public
def sign_in_by_password() -> ResponseReturnValue:
    """Check a password, with no lock held meanwhile."""
    form = SignInForm()
    if not form.validate():
        return _page(form, _other_form(form)), 422
    try:
        _enter_by_password(form)
    except (Refused, TooMany) as refusal:
        form.refuse(refusal, field="password")
        return _page(form, _other_form(form)), refusal.status, _retry_header(refusal)
    return redirect(safe_next(form.suite.data), 303)


@blueprint.post("/connexion/lien")
@public
def ask_for_link() -> ResponseReturnValue:
    """Mail a link; the answer is the same whether or not there is such an account."""
    form = LinkForm()
    if not form.validate():
        return _page(_other_form(form), form), 422
    at = now()
    try:
        with transaction():
            _mail_link(form, at)
    except TooMany as refusal:
        form.refuse(refusal, field="email")
        return _page(_other_form(form), form), refusal.status, _retry_header(refusal)
    session[ASKED_FOR] = form.email.data.strip()
    return redirect(url_for(".link_sent"), 303)


@blueprint.get("/connexion/lien")
@public
def link_sent() -> ResponseReturnValue:
    """Say what to do next: look at one's mail."""
    if ASKED_FOR not in session:
        return redirect(url_for(".sign_in"))
    return render_template("accounts/link_sent.html", email=session[ASKED_FOR], minutes=LINK_LIFETIME.seconds // 60)


@blueprint.get("/connexion/lien/<token>")
@public
def link(token: str) -> ResponseReturnValue:
    """Show who would sign in, and the button that does it."""
    try:
        found = access.usable_link(token, at=now())
    except (NotFound, StateMoved) as refusal:
        return _spent(refusal)
    owner = queries.account_by_id(found.account_id)
    page = render_template("accounts/link.html", form=ConfirmForm(formdata=None), token=token, owner=owner)
    return page, 200, {"Cache-Control": "no-store"}


@blueprint.post("/connexion/lien/<token>")
@public
def sign_in_by_link(token: str) -> ResponseReturnValue:
    """Use the link, once."""
    at = now()
    try:
        with transaction():
            spent = access.spend_link(token, at=at)
            goes_to = safe_next(spent.goes_to)
            owner = queries.account_by_id(spent.account_id)
            enter(owner, way=Way.LINK, user_agent=request.user_agent.string, at=at)
            remember_device(owner.email)
    except (NotFound, StateMoved) as refusal:
        return _spent(refusal)
    return redirect(goes_to, 303)


@blueprint.post("/deconnexion")
@public
def sign_out() -> ResponseReturnValue:
    """End this browser's session; for a visitor nothing changes."""
    with transaction():
        leave(at=now())
    return redirect(url_for(".sign_in"), 303)


def _mail_link(form: LinkForm, at: datetime) -> None:
    email = form.email.data
    admit_attempt(Way.LINK, email=email, address=_address(), at=at, device=known_device(email))
    sparingly = is_flooded(email, at=at)
    goes_to = safe_next(form.suite.data)
    access.request_sign_in_link(email, link_to=_link_to, goes_to=goes_to, at=at, sparingly=sparingly)


def _enter_by_password(form: SignInForm) -> None:
    at, email, password = now(), form.email.data, form.password.data
    with transaction():
        attempt = admit_attempt(Way.PASSWORD, email=email, address=_address(), at=at, device=known_device(email))
    proven = access.prove_password(email, password)
    if proven is None:
        raise Refused(
            "sign-in-wrong",
            N_(
                "This e-mail address and this password do not go together. Check both, or ask for a sign-in link, "
                "with which you may then choose a new password."
            ),
        )
    with transaction():
        forgive_attempt(attempt)
        account = queries.account_by_id(proven.account_id)
        if proven.fresh_hash is not None:
            services.refresh_hash(account, proven.fresh_hash)
        enter(account, way=Way.PASSWORD, user_agent=request.user_agent.string, at=at)
    remember_device(email)


def _page(form: SignInForm, link_form: LinkForm) -> str:
    return render_template("accounts/sign_in.html", form=form, link_form=link_form)


def _other_form(form: SignInForm | LinkForm) -> SignInForm | LinkForm:
    """The form of the page that was not sent, with what both know."""
    other = LinkForm if isinstance(form, SignInForm) else SignInForm
    return other(formdata=None, email=form.email.data, suite=safe_next(form.suite.data))


def _spent(refusal: ScicError) -> ResponseReturnValue:
    said = sentence(current_language(), refusal.message, refusal.values)
    return render_template("accounts/link_spent.html", said=said, form=LinkForm(formdata=None)), refusal.status


def _retry_header(refusal: ScicError) -> dict[str, str]:
    return {"Retry-After": str(refusal.values["retry_after"])} if "retry_after" in refusal.values else {}


def _link_to(token: str) -> str:
    """The full address of a link: on the configured site, never on the host that the request claims."""
    return str(current_app.config["PUBLIC_URL"]) + url_for(".link", token=token)


def _address() -> str:
    return request.remote_addr or ""
