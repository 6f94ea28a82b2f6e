"""The nominal value of every share changes at once, as the statutes now say."""

from typing import Any

from flask import flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.web.guard import requires
from membership.presentation import naming_on
from shares import forms, services
from shares.queries import totals_on
from shares.views.blueprint import blueprint
from shares.views.handling import handled


@blueprint.route("/parts/nominal", methods=["GET", "POST"])
@requires(Permission.SHARES_WRITE)
def nominal() -> ResponseReturnValue:
    """Every share gets another nominal value in one operation: more or fewer shares, the same amounts."""
    form, naming = forms.NominalForm(effective_on=today()), naming_on(today())

    def write() -> str:
        typed: Any = form.data
        services.split_nominal(
            typed["nominal"].cents, typed["effective_on"], actor=current_actor(), at=now(), **form.papers()
        )
        flash(_("Every share has the new nominal value. No amount has changed."), "success")
        return url_for("shares.holdings")

    shown: dict[str, object] = {"position": totals_on(today()), "statutes": naming.statutes}
    return handled(form, write, "shares/nominal.html", lambda: shown)
