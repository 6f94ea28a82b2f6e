"""The directory of actors, and the map of who works with whom."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.web.guard import requires
from foundation.web.handling import handled
from foundation.web.transaction import transaction
from pole.actors.drawing import TONES, web
from pole.actors.forms.directory import ActorForm, EndForm, LinkForm
from pole.actors.models import Actor
from pole.actors.queries.directory import (
    THE_POLE,
    actor_now,
    actor_or_404,
    actors,
    counted,
    link_or_404,
    names_of,
    organisations_without_actor,
    ties_on,
)
from pole.actors.rules.words import LEVEL_NAMES, LINK_NAMES, TYPE_NAMES, LinkKind
from pole.actors.services.directory import close_actor, end_link, link, reopen_actor, write_actor
from pole.actors.views.blueprint import blueprint

LEVELS = {"0": 0, "1": 1, "2": 2}


def named_actors() -> list[tuple[int, str]]:
    """The actors of today to choose from, by name."""
    return [(one.id, one.name) for one in actors(today())]


@blueprint.get("/acteurs")
@requires(Permission.POLE_READ)
def directory() -> str:
    """The actors by type and level, searched without accents."""
    query, kind = request.args.get("q", "").strip()[:200], request.args.get("type", "")
    level, closed = request.args.get("niveau", ""), request.args.get("retires") == "1"
    found = actors(today(), query, kind if kind in set(TYPE_NAMES) else "", LEVELS.get(level), closed=closed)
    return render_template(
        "pole/actors/directory.html",
        found=found,
        counts=counted(today()),
        query=query,
        kind=kind,
        level=level,
        closed=closed,
        types=TYPE_NAMES,
        levels=LEVEL_NAMES,
    )


@blueprint.get("/acteurs/<int:actor_id>")
@requires(Permission.POLE_READ)
def actor(actor_id: int) -> str:
    """One actor: what it does, how to reach it, with whom it works."""
    found = actor_now(actor_id, today())
    ties = ties_on(today(), actor_id)
    return render_template(
        "pole/actors/actor.html",
        found=found,
        ties=ties,
        names=names_of([one.other if one.one == actor_id else one.one for one in ties]),
        pole=THE_POLE,
        types=TYPE_NAMES,
        levels=LEVEL_NAMES,
        links=LINK_NAMES,
    )


@blueprint.get("/cooperations")
@requires(Permission.POLE_READ)
def web_of_actors() -> str:
    """Who works with whom: a picture, and the same as a table."""
    chosen = request.args.get("lien", "")
    everybody, ties = actors(today()), ties_on(today())
    if chosen in set(LinkKind):
        ties = [one for one in ties if one.kind == chosen]
    return render_template(
        "pole/actors/web.html",
        web=web(everybody, ties),
        ties=ties,
        names={one.id: one.name for one in everybody} | names_of([id_ for one in ties for id_ in (one.one, one.other)]),
        pole=THE_POLE,
        chosen=chosen,
        links=LINK_NAMES,
        types=TYPE_NAMES,
        tones=TONES,
    )


@blueprint.route("/acteurs/nouveau", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_actor() -> Response:
    """Write an actor in the directory."""
    form = ActorForm().offer(organisations_without_actor())

    def write() -> str:
        made = write_actor(form.draft(), actor=current_actor(), at=now())
        return _to(made, _("“%(name)s” is in the directory.", name=made.name))

    return handled(form, write, "pole/actors/actor_form.html", found=None)


@blueprint.route("/acteurs/<int:actor_id>/modifier", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def edit_actor(actor_id: int) -> Response:
    """Change what is written of an actor."""
    found = actor_or_404(actor_id)
    own = [(found.organisation_id, names_of([actor_id])[actor_id])] if found.organisation_id else []
    level = "" if found.ess_level is None else str(found.ess_level)
    form = ActorForm(obj=found, ess_level=level, organisation_id=found.organisation_id or 0)
    form.offer([*own, *organisations_without_actor()])

    def write() -> str:
        write_actor(form.draft(), found, actor=current_actor(), at=now())
        return _to(found, _("Changes saved."))

    return handled(form, write, "pole/actors/actor_form.html", found=found)


@blueprint.post("/acteurs/<int:actor_id>/retirer")
@requires(Permission.POLE_WRITE)
def retire_actor(actor_id: int) -> Response:
    """It no longer is an actor of the territory."""
    found = actor_or_404(actor_id)
    with transaction():
        close_actor(found, actor=current_actor(), at=now())
    return redirect(_to(found, _("Taken out of the directory of today. Its page stays.")), 303)


@blueprint.post("/acteurs/<int:actor_id>/remettre")
@requires(Permission.POLE_WRITE)
def restore_actor(actor_id: int) -> Response:
    """It is an actor of the territory again."""
    found = actor_or_404(actor_id)
    with transaction():
        reopen_actor(found, actor=current_actor(), at=now())
    return redirect(_to(found, _("Back in the directory.")), 303)


@blueprint.route("/acteurs/<int:actor_id>/liens/nouveau", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_link(actor_id: int) -> Response:
    """Write with whom an actor works."""
    found = actor_or_404(actor_id)
    form = LinkForm(starts_on=today()).offer([one for one in named_actors() if one[0] != actor_id])

    def write() -> str:
        link(found, form.draft(), actor=current_actor(), at=now())
        return _to(found, _("Link written."))

    return handled(form, write, "pole/actors/link_form.html", found=found)


@blueprint.route("/acteurs/<int:actor_id>/liens/<int:link_id>/fin", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def stop_link(actor_id: int, link_id: int) -> Response:
    """They no longer work together."""
    found = actor_or_404(actor_id)
    row = link_or_404(found, link_id)
    form = EndForm(on=max(today(), row.starts_on))

    def write() -> str:
        end_link(row, form.on.data, actor=current_actor(), at=now())
        return _to(found, _("The link has ended. What it was stays written."))

    return handled(form, write, "pole/actors/link_end.html", found=found, link=row)


def _to(row: Actor, message: str) -> str:
    flash(message, "success")
    return url_for("actors.actor", actor_id=row.id)
