"""The appeal of who was excluded: its steps, and the form for the next one."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.kernel.clock import today
from foundation.web.guard import requires
from membership.forms.appeals import AppealForm
from membership.queries.appeals import appeals_of, exclusion_of
from membership.queries.people import member_by_number
from membership.rules.appeals import STEP_NAMES, AppealStep
from membership.services.appealing import record_appeal, state_of_appeal
from membership.views.blueprint import blueprint
from membership.views.handling import deed, handled, recorded


@blueprint.route("/membres/<int:number>/recours", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def appeal(number: int) -> ResponseReturnValue:
    """What was contested and judged; the next step is recorded here."""
    member = member_by_number(number)
    last, form = state_of_appeal(member), AppealForm(effective_on=today())
    form.offer(AppealStep(last.step) if last else None)

    def write() -> ResponseReturnValue:
        record_appeal(member.id, AppealStep(form.step.data), form.day, **form.decided(), **deed())
        return recorded(member, _("The appeal is recorded."))

    return handled(
        form,
        write,
        "membership/appeal.html",
        member=member,
        exclusion=exclusion_of(member),
        steps=appeals_of(member),
        names=STEP_NAMES,
        open_to_more=bool(form.step.choices),
    )
