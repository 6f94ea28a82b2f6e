"""The list of assemblies, one assembly, and its making."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor, current_reader
from foundation.kernel.clock import now
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from governance.forms.preparing import AssemblyForm
from governance.queries.assemblies import assembly_by_id, first_assembly, locked_assembly, officers, upcoming_and_past
from governance.queries.decisions import annulments, decisions_of
from governance.queries.floor import floor_at
from governance.queries.papers import readable_papers
from governance.queries.rights import rights_on
from governance.rules.kinds import KIND_NAMES
from governance.services.assemblies import change_assembly, convene_again, create_assembly, require_draft
from governance.views.blueprint import blueprint
from governance.views.visible import visible_assembly


@blueprint.get("/assemblees")
@requires(Permission.ASSEMBLY_READ)
def assemblies() -> str:
    """Every assembly, those to come first."""
    upcoming, past = upcoming_and_past()
    return render_template("governance/assemblies.html", upcoming=upcoming, past=past, kinds=KIND_NAMES)


@blueprint.get("/assemblees/<int:assembly_id>")
@requires(Permission.ASSEMBLY_READ)
def assembly(assembly_id: int) -> str:
    """One assembly: when, where, what about, what I may do, what was decided."""
    found = visible_assembly(assembly_id)
    decided = decisions_of(found)
    return render_template(
        "governance/assembly.html",
        assembly=found,
        kind=KIND_NAMES[found.assembly_kind],
        first=first_assembly(found),
        officers=officers(found),
        decisions={decision.agenda_item_id: decision for decision in decided},
        annulled=annulments(decided),
        rights=rights_on(floor_at(found, now()), current_reader().id),
        papers=readable_papers(found, current_reader().permissions),
    )


@blueprint.route("/assemblees/nouvelle", methods=["GET", "POST"])
@requires(Permission.ASSEMBLY_PREPARE)
def new_assembly() -> str | Response | tuple[str, int]:
    """Write a new assembly."""
    form = AssemblyForm()
    if form.validate_on_submit():
        with transaction():
            made = create_assembly(form.draft(), actor=current_actor(), at=now())
        flash(_("Assembly created. Write its agenda now."))
        return redirect(url_for("governance.assembly", assembly_id=made.id))
    return answer(form, "governance/assembly_form.html", assembly=None)


@blueprint.route("/assemblees/<int:assembly_id>/modifier", methods=["GET", "POST"])
@requires(Permission.ASSEMBLY_PREPARE)
def edit_assembly(assembly_id: int) -> str | Response | tuple[str, int]:
    """Change an assembly in preparation."""
    found = assembly_by_id(assembly_id)
    require_draft(found)
    form = AssemblyForm.of(found)
    if form.validate_on_submit():
        with transaction():
            change_assembly(locked_assembly(assembly_id), form.draft(), actor=current_actor(), at=now())
        flash(_("Changes saved."))
        return redirect(url_for("governance.assembly", assembly_id=assembly_id))
    return answer(form, "governance/assembly_form.html", assembly=found)


@blueprint.route("/assemblees/<int:assembly_id>/seconde-convocation", methods=["GET", "POST"])
@requires(Permission.ASSEMBLY_PREPARE)
def second_assembly(assembly_id: int) -> str | Response | tuple[str, int]:
    """Write the second convening of an assembly that lacked its quorum."""
    first = assembly_by_id(assembly_id)
    form = AssemblyForm.of(first)
    if form.validate_on_submit():
        with transaction():
            made = convene_again(locked_assembly(assembly_id), form.draft(), actor=current_actor(), at=now())
        flash(_("Second convening created with the same agenda."))
        return redirect(url_for("governance.assembly", assembly_id=made.id))
    return answer(form, "governance/assembly_form.html", assembly=None, first=first)
