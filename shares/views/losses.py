"""The losses of closed years: what the assembly approved, and what they leave of a share that is refunded."""

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
from shares.queries.losses import loss_lines
from shares.views.blueprint import blueprint
from shares.views.handling import handled


@blueprint.route("/parts/pertes", methods=["GET", "POST"])
@requires(Permission.SHARES_WRITE)
def losses() -> ResponseReturnValue:
    """The losses of a closed year and the reserves that bear them first: a refund of that year waits for them (rule 18)."""
    form = forms.LossesForm(decided_on=today())

    def write() -> str:
        typed: Any = form.data
        services.record_losses(
            typed["year_end"],
            typed["losses"].cents,
            special_reserve_cents=_cents(typed["special_reserve"]),
            statutory_reserve_cents=_cents(typed["statutory_reserve"]),
            decided_on=typed["decided_on"],
            decision=typed["decision"],
            document=typed["document"] or "",
            actor=current_actor(),
            at=now(),
        )
        flash(_("The losses of the year are recorded."), "success")
        return url_for("shares.losses", _anchor="bilans")

    return handled(form, write, "shares/losses.html", _shown)


def _cents(amount: Any) -> int:
    return amount.cents if amount is not None else 0


def _shown() -> dict[str, object]:
    statutes = naming_on(today()).statutes
    order = (statutes.shares.losses_charged_first_to if statutes else None) or ()
    return {"lines": loss_lines(), "order": order}
