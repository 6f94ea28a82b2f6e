"""A person's own account: name, language, password, the browsers that are signed in."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from foundation.accounts import access, queries, services
from foundation.accounts.attempts import admit_attempt, forgive_attempt
from foundation.accounts.forms import ConfirmForm, NewPasswordForm, ProfileForm
from foundation.accounts.permissions import ROLE_NAMES, ROLE_PURPOSES, Role
from foundation.accounts.rules.attempts import Way
from foundation.accounts.session import (
    current_actor,
    current_reader,
    current_session,
    may_skip_present_password,
    release_database,
    signed_in_account,
)
from foundation.kernel.clock import now
from foundation.kernel.errors import NotAllowed, Refused, TooMany
from foundation.kernel.sentences import N_, sentence
from foundation.web.guard import signed_in
from foundation.web.language import SESSION_KEY
from foundation.web.transaction import transaction

blueprint = Blueprint("account", __name__)


@blueprint.get("/compte")
@signed_in
def show() -> ResponseReturnValue:
    """Everything one may change about one's own account."""
    return _page()


@blueprint.post("/compte")
@signed_in
def change_profile() -> ResponseReturnValue:
    """Keep a new name or language."""
    form = ProfileForm()
    if not form.validate():
        return _page(profile=form), 422
    with transaction():
        services.change_profile(
            signed_in_account(), name=form.name.data, language=form.language.data, actor=current_actor(), at=now()
        )
    session[SESSION_KEY] = form.language.data
    flash(sentence(form.language.data, N_("Your name and your language are saved.")), "success")
    return redirect(url_for(".show"), 303)


@blueprint.post("/compte/mot-de-passe")
@signed_in
def change_password() -> ResponseReturnValue:
    """Set a password; every other browser is signed out."""
    form, at = NewPasswordForm(), now()
    keep_session = current_reader().session_id
    if not form.validate():
        return _page(password=form), 422
    try:
        _prove_again(form)
        new_hash = _hash_of(form)
    except (Refused, TooMany) as refusal:
        form.refuse(refusal, field="new" if refusal.code.startswith("password-") else "current")
        return _page(password=form), refusal.status
    with transaction():
        services.set_password(signed_in_account(), new_hash, keep_session=keep_session, actor=current_actor(), at=at)
    flash(_("Your new password is saved, and every other browser is signed out."), "success")
    return redirect(url_for(".show"), 303)


@blueprint.post("/compte/sessions/<int:session_id>/fin")
@signed_in
def end_session(session_id: int) -> ResponseReturnValue:
    """Sign one browser out, from afar."""
    with transaction():
        access.close_session(signed_in_account(), session_id, at=now())
    flash(_("That browser is signed out."), "success")
    return redirect(url_for(".show", _anchor="sessions"), 303)


@blueprint.post("/compte/sessions/autres/fin")
@signed_in
def end_other_sessions() -> ResponseReturnValue:
    """Sign every browser out but this one."""
    with transaction():
        ended = access.close_other_sessions(signed_in_account(), keep_session=current_reader().session_id, at=now())
    flash(ngettext("%(num)d other browser is signed out.", "%(num)d other browsers are signed out.", ended), "success")
    return redirect(url_for(".show", _anchor="sessions"), 303)


def _page(*, profile: ProfileForm | None = None, password: NewPasswordForm | None = None) -> str:
    account, at = signed_in_account(), now()
    return render_template(
        "accounts/account.html",
        account=account,
        profile=profile or ProfileForm(formdata=None, obj=account),
        password=password or NewPasswordForm(formdata=None),
        confirm=ConfirmForm(formdata=None),
        sessions=queries.open_sessions(account.id, at),
        this_session=current_session(),
        asks_present=account.password_hash is not None and not may_skip_present_password(at),
        may_set_password=account.password_hash is not None or may_skip_present_password(at),
        roles=[(ROLE_NAMES[role], ROLE_PURPOSES[role]) for role in Role if role in current_reader().roles],
    )


def _prove_again(form: NewPasswordForm) -> None:
    """Make sure that the account's owner is at the keyboard, not somebody who found the browser open."""
    account, at = signed_in_account(), now()
    if may_skip_present_password(at):
        return
    if account.password_hash is None:
        raise NotAllowed(
            "link-needed",
            N_(
                "To choose a first password, sign in again with a mailed link and choose it within 15 minutes: "
                "it proves that you read this mailbox."
            ),
        )
    email, browser = account.email, f"session {current_session().id}"
    with transaction():
        attempt = admit_attempt(Way.PASSWORD, email=email, address=request.remote_addr or "", at=at, device=browser)
    if access.prove_password(email, form.current.data or "") is None:
        raise Refused(
            "present-wrong",
            N_("This is not your present password. Try again; if you forgot it, sign out and ask for a sign-in link."),
        )
    with transaction():
        forgive_attempt(attempt)


def _hash_of(form: NewPasswordForm) -> str:
    account = signed_in_account()
    about = (account.name, account.email)
    release_database()
    return services.acceptable_hash(form.new.data, about=about)
