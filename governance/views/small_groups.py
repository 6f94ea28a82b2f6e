"""What the officers choose for colleges too small to be secret, as a vote of the assembly opens (rule 46)."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from governance.models import AgendaItem
from governance.queries.assemblies import assembly_by_id, item_by_id, locked_assembly
from governance.queries.floor import Floor, floor_at
from governance.queries.item_boxes import box_of_item
from governance.services.drafting import asked_on, colleges_on, lines_on, plan_of, terms_on
from governance.services.voting import open_second_round, open_vote
from governance.views.blueprint import blueprint
from governance.views.desk import end_asked
from votes.forms.small_groups import SmallGroupsForm, small_groups_form
from votes.rules.small_groups import small_colleges

_NOT_SECRET = N_("This question is put to an open vote: no college is too small for it.")


@blueprint.route("/assemblees/<int:assembly_id>/points/<int:item_id>/petits-groupes", methods=["GET", "POST"])
@requires(Permission.ASSEMBLY_HOLD)
def item_groups(assembly_id: int, item_id: int) -> ResponseReturnValue:
    """Choose for each small college of a secret vote; sending the form opens the vote with the choice."""
    found, at = assembly_by_id(assembly_id), now()
    item = item_by_id(found, item_id)
    form = _form(item, floor_at(found, at))
    if form.rows and form.validate_on_submit():
        try:
            with transaction():
                put_to_vote = open_vote if box_of_item(item) is None else open_second_round
                put_to_vote(
                    locked_assembly(assembly_id),
                    item_id,
                    actor=current_actor(),
                    at=at,
                    closes_at=end_asked(at),
                    groups=form.groups(),
                )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("The vote is open. What was chosen for small colleges is told with the result."))
            return redirect(url_for("governance.desk", assembly_id=assembly_id), code=303)
    minutes = request.values.get("minutes", "", type=str)[:4]
    return answer(form, "governance/small_groups.html", assembly=found, item=item, minutes=minutes)


def _form(item: AgendaItem, floor: Floor) -> SmallGroupsForm:
    plan = plan_of(item, floor)
    if not plan.secret:
        raise Refused("plan-not-secret", _NOT_SECRET)
    asked = asked_on(floor, plan)
    colleges, terms = () if len(asked) == 1 else colleges_on(floor, asked), terms_on(floor, asked)
    least = max(plan.minimum_group, terms.minimum_group)
    names = {one.id: one.name for one in colleges}
    return small_groups_form(small_colleges(colleges, list(lines_on(floor, asked)), least), terms, names, plan.groups)
