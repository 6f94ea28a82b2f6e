"""What follows from the facts of the day, proposed to the desk; the numbers of the register and their gaps."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.web.guard import requires
from membership.forms.joining import GapForm
from membership.forms.policy import PolicyForm
from membership.queries.numbering import numbering
from membership.queries.policy import policy
from membership.queries.proposals import proposals_on
from membership.services.numbering import explain_numbers
from membership.services.settings import change_settings
from membership.views.blueprint import blueprint
from membership.views.handling import deed, handled


@blueprint.get("/membres/propositions")
@requires(Permission.MEMBERS_READ)
def proposals() -> ResponseReturnValue:
    """Everything that nobody has acted upon yet; nothing is done by itself."""
    return render_template("membership/proposals.html", proposals=proposals_on(today()))


@blueprint.route("/membres/reglages", methods=["GET", "POST"])
@requires(Permission.SETTINGS_WRITE)
def policy_page() -> ResponseReturnValue:
    """Requests online, letters, what is looked at closely: each with its switch."""
    form = PolicyForm.of(policy())

    def write() -> ResponseReturnValue:
        change_settings(form.values(), **deed())
        flash(_("Settings saved."), "success")
        return redirect(url_for(".policy_page"), 303)

    return handled(form, write, "membership/policy.html")


@blueprint.route("/membres/numeros", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def numbers() -> ResponseReturnValue:
    """The numbers given, those that are missing and why."""
    form = GapForm()

    def write() -> ResponseReturnValue:
        first, last = form.first.data or 0, form.last.data or 0
        explain_numbers(first, last, form.note.data or "", actor=current_actor(), at=now())
        flash(_("The explanation is recorded."), "success")
        return redirect(url_for(".numbers"), 303)

    return handled(form, write, "membership/numbers.html", numbering=numbering())
