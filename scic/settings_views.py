"""/reglages: what the cooperative says of itself, and who is trusted with what."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import GRANTABLE_ROLES, ROLE_NAMES, ROLE_PURPOSES, Permission, Role
from foundation.accounts.queries import account_by_email, account_by_id, accounts_with_roles
from foundation.accounts.services import create_account, grant_role, revoke_role
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.kernel.errors import Malformed, ScicError
from foundation.kernel.sentences import N_
from foundation.kernel.settings import get_settings
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from scic.settings_forms import RoleForm, SettingsForm
from scic.settings_services import change_settings

blueprint = Blueprint("settings", __name__, url_prefix="/reglages")


@blueprint.route("", methods=["GET", "POST"])
@requires(Permission.SETTINGS_WRITE)
def settings() -> ResponseReturnValue:
    """The settings."""
    form = SettingsForm(obj=get_settings())
    if form.validate_on_submit():
        try:
            with transaction():
                logo = form.logo.data.read() if form.logo.data else b""
                changed = change_settings(form.values(), logo, actor=current_actor(), at=now())
        except ScicError as error:
            form.refuse(error, field="logo")
        else:
            flash(_("Settings saved.") if changed else _("Nothing had changed."), "success")
            return redirect(url_for("settings.settings"))
    return answer(form, "home/settings.html")


@blueprint.route("/roles", methods=["GET", "POST"])
@requires(Permission.ROLES_GRANT)
def roles() -> ResponseReturnValue:
    """Who is trusted with what."""
    form = RoleForm()
    if form.validate_on_submit():
        try:
            _grant(form)
        except ScicError as error:
            form.refuse(error)
        else:
            flash(_("Role granted."), "success")
            return redirect(url_for("settings.roles"))
    trusted = [account for account in accounts_with_roles() if set(account.roles) & set(GRANTABLE_ROLES)]
    return answer(form, "home/roles.html", trusted=trusted, names=ROLE_NAMES, purposes=ROLE_PURPOSES)


@blueprint.post("/roles/<int:account_id>/retirer")
@requires(Permission.ROLES_GRANT)
def take_role(account_id: int) -> Response:
    """Take a role back."""
    word = request.form.get("role", "")
    if word not in [role.value for role in GRANTABLE_ROLES]:
        raise Malformed("role", N_("There is no such role: go back to the list and try again."))
    with transaction():
        revoke_role(account_by_id(account_id), Role(word), actor=current_actor(), at=now())
    flash(_("Role taken back."), "success")
    return redirect(url_for("settings.roles"))


def _grant(form: RoleForm) -> None:
    actor, at, email = current_actor(), now(), form.email.data
    with transaction():
        account = account_by_email(email) or create_account(
            email=email, name=form.name.data or email, actor=actor, at=at
        )
        grant_role(account, Role(form.role.data), actor=actor, at=at)
