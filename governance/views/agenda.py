"""Write the agenda."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from governance.forms.preparing import ItemForm
from governance.models import AgendaItem, Assembly
from governance.queries.assemblies import assembly_by_id, item_by_id, locked_assembly
from governance.rules.kinds import question_kinds
from governance.services.assemblies import add_item, change_item, move_item, remove_item, require_open_agenda
from governance.views.blueprint import blueprint


@blueprint.route("/assemblees/<int:assembly_id>/ordre-du-jour/nouveau", methods=["GET", "POST"])
@requires(Permission.ASSEMBLY_PREPARE)
def new_item(assembly_id: int) -> str | Response | tuple[str, int]:
    """Add a point."""
    found = assembly_by_id(assembly_id)
    require_open_agenda(found)
    form = _offered(ItemForm(), found)
    if form.validate_on_submit():
        with transaction():
            add_item(locked_assembly(assembly_id), form.draft(), actor=current_actor(), at=now())
        flash(_("Point added to the agenda."))
        return _back(assembly_id)
    return answer(form, "governance/item_form.html", assembly=found, item=None)


@blueprint.route("/assemblees/<int:assembly_id>/ordre-du-jour/<int:item_id>", methods=["GET", "POST"])
@requires(Permission.ASSEMBLY_PREPARE)
def edit_item(assembly_id: int, item_id: int) -> str | Response | tuple[str, int]:
    """Change a point."""
    found = assembly_by_id(assembly_id)
    require_open_agenda(found)
    item: AgendaItem = item_by_id(found, item_id)
    form = _offered(ItemForm.of(item), found)
    if form.validate_on_submit():
        with transaction():
            change_item(locked_assembly(assembly_id), item, form.draft(), actor=current_actor(), at=now())
        flash(_("Changes saved."))
        return _back(assembly_id)
    return answer(form, "governance/item_form.html", assembly=found, item=item)


@blueprint.post("/assemblees/<int:assembly_id>/ordre-du-jour/<int:item_id>/retirer")
@requires(Permission.ASSEMBLY_PREPARE)
def drop_item(assembly_id: int, item_id: int) -> Response:
    """Take a point off the agenda."""
    with transaction():
        remove_item(locked_assembly(assembly_id), item_id, actor=current_actor(), at=now())
    flash(_("Point taken off the agenda."))
    return _back(assembly_id)


@blueprint.post("/assemblees/<int:assembly_id>/ordre-du-jour/<int:item_id>/deplacer")
@requires(Permission.ASSEMBLY_PREPARE)
def shift_item(assembly_id: int, item_id: int) -> Response:
    """Move a point up or down."""
    up = request.form.get("direction") == "up"
    with transaction():
        move_item(locked_assembly(assembly_id), item_id, up=up, actor=current_actor(), at=now())
    return _back(assembly_id)


def _offered(form: ItemForm, assembly: Assembly) -> ItemForm:
    kinds = question_kinds(assembly.assembly_kind)
    return form.offer(tuple(kind.value for kind in kinds))


def _back(assembly_id: int) -> Response:
    return redirect(url_for("governance.assembly", assembly_id=assembly_id, _anchor="ordre-du-jour"))
