"""What members hold in their hand and see on the wall: the question when it opens, the result when it is known."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_reader
from foundation.kernel.clock import now
from foundation.web.guard import requires
from governance.models import Assembly
from governance.queries.assemblies import assembly_in_session, item_of
from governance.queries.desk import current_question, desk_at
from governance.queries.floor_kept import floor_now
from governance.queries.item_boxes import box_of_item
from governance.queries.items import agenda_and_advice, outcome_of
from governance.queries.pulse import pulse
from governance.queries.rights import rights_on
from governance.views.blueprint import blueprint
from governance.views.fragments import fragment, tag_of
from governance.views.joining import joining
from governance.views.visible import visible_assembly
from votes.forms.casting import fresh_sheet
from votes.queries import turnout
from votes.queries.count_rules import count_rules
from votes.queries.papers import ballot_paper


@blueprint.get("/assemblees/<int:assembly_id>/voter")
@requires(Permission.VOTE_CAST)
def phone(assembly_id: int) -> str:
    """The member's page: the question appears by itself, or by a button where scripts do not run."""
    tag = tag_of(pulse(assembly_id, account_id=current_reader().id))
    return render_template("governance/phone.html", tag=tag, **_phone(visible_assembly(assembly_id)))


@blueprint.get("/assemblees/<int:assembly_id>/voter/en-direct")
@requires(Permission.VOTE_CAST)
def phone_live(assembly_id: int) -> Response:
    """The part of the member's page that follows the room."""
    beat = pulse(assembly_id, account_id=current_reader().id)
    return fragment("governance/_phone.html", beat, lambda: _phone(visible_assembly(assembly_id)))


@blueprint.get("/assemblees/<int:assembly_id>/ecran")
@requires(Permission.ASSEMBLY_READ)
def projector(assembly_id: int) -> str:
    """The projector: question, time, turnout, then the result; never a partial result."""
    tag = tag_of(pulse(assembly_id, count_ballots=True))
    return render_template("governance/projector.html", tag=tag, **_wall(visible_assembly(assembly_id)))


@blueprint.get("/assemblees/<int:assembly_id>/ecran/en-direct")
@requires(Permission.ASSEMBLY_READ)
def projector_live(assembly_id: int) -> Response:
    """The part of the projector that follows the room."""
    beat = pulse(assembly_id, count_ballots=True)
    return fragment("governance/_projector.html", beat, lambda: _wall(visible_assembly(assembly_id)))


@blueprint.get("/voter")
@requires(Permission.VOTE_CAST)
def vote_now() -> Response:
    """The short address that a projector shows: leads to the voting page of the assembly in session, else to the list."""
    found = assembly_in_session()
    if found is None:
        return redirect(url_for("governance.assemblies"))
    return redirect(url_for("governance.phone", assembly_id=found.id))


@blueprint.get("/assemblees/<int:assembly_id>/resolutions/<int:position>")
@requires(Permission.ASSEMBLY_READ)
def resolution(assembly_id: int, position: int) -> str | Response:
    """One point: its text; once put to the vote, the page of its vote."""
    found = visible_assembly(assembly_id)
    item = item_of(found, position)
    box = box_of_item(item)
    if box is not None:
        way_back = url_for("governance.assembly", assembly_id=assembly_id)
        return redirect(url_for("votes.show", box_id=box.id, suite=way_back))
    return render_template("governance/resolution.html", assembly=found, item=item)


def _phone(assembly: Assembly) -> dict[str, object]:
    at, account = now(), current_reader()
    items, advisory = agenda_and_advice(assembly, at)
    shown = current_question([*items, *advisory])
    paper = ballot_paper(shown.box, account.id, at) if shown is not None and shown.box is not None else None
    return {
        "assembly": assembly,
        "items": items,
        "shown": shown,
        "paper": paper,
        "sheet": fresh_sheet(paper) if paper is not None else None,
        **(count_rules(paper) if paper is not None else {}),
        "mine": rights_on(floor_now(assembly, at), account.id),
        "at": at,
        "questions": [one for one in items if one.item.question],
    }


def _wall(assembly: Assembly) -> dict[str, object]:
    at = now()
    view = desk_at(assembly, at)
    shown = current_question([*view.items, *view.advisory])
    return {
        "assembly": assembly,
        "joining": joining(assembly),
        "view": view,
        "shown": shown,
        "turnout": turnout(shown.box) if shown is not None and shown.box is not None else None,
        "at": at,
        **outcome_of(shown),
    }
