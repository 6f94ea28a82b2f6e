"""A question asked of the room for advice, at the desk, within seconds."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.kernel.errors import Refused
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from governance.forms.session import QuestionForm
from governance.queries.assemblies import assembly_by_id, locked_assembly
from governance.services.asking import Asked, ask_room, close_question
from governance.views.blueprint import blueprint
from governance.views.desk import DURATIONS, end_asked


@blueprint.route("/assemblees/<int:assembly_id>/question", methods=["GET", "POST"])
@requires(Permission.ASSEMBLY_HOLD)
def ask(assembly_id: int) -> ResponseReturnValue:
    """Type it, send it: members see it on their phones."""
    found, at = assembly_by_id(assembly_id), now()
    form = QuestionForm().offer(DURATIONS)
    if form.validate_on_submit():
        asked = Asked(form.title.data.strip(), form.options())
        try:
            with transaction():
                ask_room(locked_assembly(assembly_id), asked, actor=current_actor(), at=at, closes_at=end_asked(at))
        except Refused as refused:
            form.refuse(refused, field="answers" if refused.code == "secret-required" else "title")
        else:
            flash(_("The question is asked: members see it now. It decides nothing."))
            return redirect(url_for("governance.desk", assembly_id=assembly_id), code=303)
    return answer(form, "governance/question_form.html", assembly=found)


@blueprint.post("/assemblees/<int:assembly_id>/question/<int:box_id>/clore")
@requires(Permission.ASSEMBLY_HOLD)
def close_asked(assembly_id: int, box_id: int) -> ResponseReturnValue:
    """Close it and show what the room thinks."""
    with transaction():
        close_question(locked_assembly(assembly_id), box_id, actor=current_actor(), at=now())
    flash(_("The question is closed: its result is on the screen."))
    return redirect(url_for("governance.desk", assembly_id=assembly_id), code=303)
