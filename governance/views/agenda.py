"""Write the agenda."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.kernel.errors import Refused
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from governance.forms.preparing import ItemForm
from governance.models import AgendaItem, Assembly
from governance.queries.assemblies import assembly_by_id, item_by_id, locked_assembly
from governance.queries.ruling import ruling_of
from governance.rules.kinds import question_kinds
from governance.rules.secret_subjects import SUBJECT_NAMES
from governance.services.assemblies import add_item, change_item, move_item, remove_item, require_open_agenda
from governance.views.blueprint import blueprint
from statutes.rules.tree import Statutes

_FIELDS = {"secret-required": "secret", "asked-whole": "colleges"}


@blueprint.route("/assemblees/<int:assembly_id>/ordre-du-jour/nouveau", methods=["GET", "POST"])
@requires(Permission.ASSEMBLY_PREPARE)
def new_item(assembly_id: int) -> str | Response | tuple[str, int]:
    """Add a point."""
    found = assembly_by_id(assembly_id)
    require_open_agenda(found)
    statutes = _statutes(found)
    form = _offered(ItemForm(data={"tie_answer": (statutes and statutes.voting.tie_rule) or "none"}), found, statutes)
    if form.validate_on_submit() and _kept(form, lambda: _add(assembly_id, form)):
        flash(_("Point added to the agenda."))
        return _back(assembly_id)
    return _page(form, found, None, statutes)


@blueprint.route("/assemblees/<int:assembly_id>/ordre-du-jour/<int:item_id>", methods=["GET", "POST"])
@requires(Permission.ASSEMBLY_PREPARE)
def edit_item(assembly_id: int, item_id: int) -> str | Response | tuple[str, int]:
    """Change a point."""
    found = assembly_by_id(assembly_id)
    require_open_agenda(found)
    item: AgendaItem = item_by_id(found, item_id)
    statutes = _statutes(found)
    form = _offered(ItemForm.of_item(item), found, statutes)
    if form.validate_on_submit() and _kept(form, lambda: _change(assembly_id, item, form)):
        flash(_("Changes saved."))
        return _back(assembly_id)
    return _page(form, found, item, statutes)


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


def _kept(form: ItemForm, write: Callable[[], object]) -> bool:
    """Write it; what the statutes refuse is told at the tick box that mends it."""
    try:
        with transaction():
            write()
    except Refused as refused:
        field = _FIELDS.get(refused.code)
        if field is None:
            raise
        form.refuse(refused, field=field)
        return False
    return True


def _add(assembly_id: int, form: ItemForm) -> None:
    add_item(locked_assembly(assembly_id), form.draft(), actor=current_actor(), at=now())


def _change(assembly_id: int, item: AgendaItem, form: ItemForm) -> None:
    draft = form.draft(item.plan)
    change_item(locked_assembly(assembly_id), item, draft, actor=current_actor(), at=now())


def _statutes(assembly: Assembly) -> Statutes | None:
    """None before the first statutes: an agenda may be written already, no vote can open."""
    try:
        return ruling_of(assembly).statutes
    except Refused:
        return None


def _page(form: ItemForm, assembly: Assembly, item: AgendaItem | None, statutes: Statutes | None) -> Response:
    words = (statutes.secret_ballots.required_for if statutes else None) or ()
    required = [SUBJECT_NAMES[word] for word in words]
    return answer(form, "governance/item_form.html", assembly=assembly, item=item, secret_for=required)


def _offered(form: ItemForm, assembly: Assembly, statutes: Statutes | None) -> ItemForm:
    kinds = question_kinds(assembly.assembly_kind)
    if statutes and statutes.votes_by_college:
        form.offer_colleges([(one.id, one.name or one.id) for one in statutes.colleges])
    return form.offer(tuple(kind.value for kind in kinds))


def _back(assembly_id: int) -> Response:
    return redirect(url_for("governance.assembly", assembly_id=assembly_id, _anchor="ordre-du-jour"))
