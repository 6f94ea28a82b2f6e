"""Proxies: registered at the desk from paper, or given by a member from home."""

from collections.abc import Iterable

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor, current_reader
from foundation.kernel.clock import now, today
from foundation.kernel.errors import NotAllowed, Refused
from foundation.kernel.sentences import N_
from foundation.web.forms import answer, choices
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from governance.forms.proxies import HolderForm, OwnProxyForm, ProxyForm, named
from governance.models import Assembly
from governance.queries.assemblies import assembly_by_id, locked_assembly
from governance.queries.floor import Floor, floor_at
from governance.rules.roll import Candidate
from governance.services.proxies import ProxyDraft, register_proxy, revoke_proxy
from governance.views.blueprint import blueprint
from governance.views.visible import visible_assembly


@blueprint.route("/assemblees/<int:assembly_id>/pouvoirs", methods=["GET", "POST"])
@requires(Permission.PROXY_REGISTER)
def proxies(assembly_id: int) -> str | Response | tuple[str, int]:
    """The proxies in force, and the form to register a paper one."""
    found = assembly_by_id(assembly_id)
    floor = floor_at(found, now())
    form = ProxyForm(signed_on=today(found.zone))
    form.principal.offer(named(floor.roll.entitled))
    _offer(form, floor, floor.roll.entitled)
    if form.validate_on_submit():
        try:
            _register(found, form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Proxy registered."))
            return redirect(url_for("governance.proxies", assembly_id=assembly_id))
    return answer(form, "governance/proxies.html", assembly=found, floor=floor)


@blueprint.post("/assemblees/<int:assembly_id>/pouvoirs/<int:principal_id>/revoquer")
@requires(Permission.PROXY_REGISTER)
def end_proxy(assembly_id: int, principal_id: int) -> Response:
    """Revoke a proxy at the desk."""
    with transaction():
        revoke_proxy(locked_assembly(assembly_id), principal_id, actor=current_actor(), at=now())
    flash(_("Proxy revoked."))
    return redirect(url_for("governance.proxies", assembly_id=assembly_id))


@blueprint.route("/assemblees/<int:assembly_id>/mon-pouvoir", methods=["GET", "POST"])
@requires(Permission.VOTE_CAST)
def own_proxy(assembly_id: int) -> str | Response | tuple[str, int]:
    """A member who cannot come names who will vote for him."""
    found = visible_assembly(assembly_id)
    floor = floor_at(found, now())
    mine = _mine(floor)
    form = OwnProxyForm()
    form.principal.choices = choices((member_id, floor.members[member_id].name) for member_id in mine)
    _offer(form, floor, [one for one in floor.roll.entitled if one.member_id not in mine])
    if form.validate_on_submit():
        try:
            _give(found, form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Your proxy is registered."))
            return redirect(url_for("governance.own_proxy", assembly_id=assembly_id))
    return answer(
        form, "governance/own_proxy.html", assembly=found, floor=floor, mine=mine, cutoff=_cutoff(found, floor)
    )


@blueprint.post("/assemblees/<int:assembly_id>/mon-pouvoir/<int:principal_id>/revoquer")
@requires(Permission.VOTE_CAST)
def end_own_proxy(assembly_id: int, principal_id: int) -> Response:
    """A member takes his proxy back."""
    with transaction():
        found = locked_assembly(assembly_id)
        if principal_id not in _mine(floor_at(found, now())):
            raise NotAllowed("not-your-proxy", N_("Only the member who gave this proxy may take it back."))
        revoke_proxy(found, principal_id, actor=current_actor(), at=now())
    flash(_("Your proxy is revoked."))
    return redirect(url_for("governance.own_proxy", assembly_id=assembly_id))


def _register(found: Assembly, form: ProxyForm) -> None:
    draft = ProxyDraft(
        form.principal.data,
        form.holder_id(),
        form.signed_on.data,
        outside=form.outside(),
        paper=(form.paper.data or "").strip(),
    )
    with transaction():
        register_proxy(locked_assembly(found.id), draft, actor=current_actor(), at=now())


def _cutoff(found: Assembly, floor: Floor) -> dict[str, object]:
    """Until when a proxy travels online, and whether that moment has passed."""
    cutoff = floor.ruling.electronic_cutoff(found)
    return {"until": cutoff.moment if cutoff else None, "passed": cutoff is not None and now() > cutoff.moment}


def _give(found: Assembly, form: OwnProxyForm) -> None:
    signed_on, outside = today(found.zone), form.outside()
    draft = ProxyDraft(form.principal.data, form.holder_id(), signed_on, origin="online", outside=outside)
    with transaction():
        register_proxy(locked_assembly(found.id), draft, actor=current_actor(), at=now())


def _mine(floor: Floor) -> list[int]:
    account = current_reader().id
    return [one.member_id for one in floor.roll.entitled if account in one.account_ids]


def _offer(form: HolderForm, floor: Floor, holders: Iterable[Candidate]) -> None:
    terms = floor.ruling.proxy_terms()
    form.offer(holders, outside=bool(terms.relations), blank=terms.blank == "chair")
