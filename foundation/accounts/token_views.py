"""A person's own tokens for programs: made, shown once, revoked."""

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from foundation.accounts import tokens
from foundation.accounts.forms import TokenForm
from foundation.accounts.rules.tokens import SCOPE_NAMES, USUAL_DAYS, read_scopes, scopes_allowed
from foundation.accounts.session import current_reader, signed_in_account
from foundation.kernel.clock import now
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import sentence
from foundation.web.forms import choices
from foundation.web.guard import signed_in
from foundation.web.language import current_language
from foundation.web.transaction import transaction

blueprint = Blueprint("tokens", __name__, url_prefix="/compte/jetons")


@blueprint.get("")
@signed_in
def show() -> ResponseReturnValue:
    """The tokens of this account, and the form that makes one."""
    return _page(_form(empty=True))


@blueprint.post("")
@signed_in
def make() -> ResponseReturnValue:
    """Make a token and show it, this once: nothing of ours can show it again."""
    form = _form()
    if not form.validate():
        return _page(form), 422
    try:
        with transaction():
            row, token = tokens.make_token(
                signed_in_account(), name=form.name.data, scopes=form.scopes.data, days=form.days.data, at=now()
            )
    except Refused as refusal:
        form.refuse(refusal)
        return _page(form), refusal.status
    answer = make_response(render_template("accounts/token_made.html", row=row, token=token))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/<int:token_id>/fin")
@signed_in
def revoke(token_id: int) -> ResponseReturnValue:
    """End a token, from the next call of its program on."""
    with transaction():
        tokens.revoke_token(signed_in_account(), token_id, at=now())
    flash(_("That token is revoked: its program is refused from now on."), "success")
    return redirect(url_for(".show"), 303)


def _form(*, empty: bool = False) -> TokenForm:
    form = TokenForm(formdata=None) if empty else TokenForm()
    language = current_language()
    form.days.choices = choices((days, ngettext("%(num)d day", "%(num)d days", days)) for days in USUAL_DAYS)
    offered = scopes_allowed(current_reader().permissions)
    form.scopes.choices = choices((scope.value, sentence(language, SCOPE_NAMES[scope])) for scope in offered)
    return form


def _page(form: TokenForm) -> str:
    mine = tokens.tokens_of(current_reader().id)
    return render_template(
        "accounts/tokens.html",
        form=form,
        tokens=[
            (one, [SCOPE_NAMES[scope] for scope in SCOPE_NAMES if scope in read_scopes(one.scopes)]) for one in mine
        ],
        at=now(),
    )
