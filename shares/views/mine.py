"""A member's own space: shares, payments, certificates, requests, of each member that the account acts for."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.session import current_actor, current_reader
from foundation.kernel.clock import now, today
from foundation.kernel.errors import Malformed, NotFound, ScicError
from foundation.kernel.sentences import N_, sentence
from foundation.web.guard import signed_in
from foundation.web.language import current_language
from foundation.web.transaction import transaction
from membership.models.members import Member
from membership.queries.access import acts_for
from membership.queries.people import member_by_number, members_by_id
from membership.queries.roll import members_represented_by
from shares.models import ShareMovement
from shares.queries.demands import DemandView, demand_by_id, demands_of, proposed_to
from shares.queries.journal import movements_of
from shares.queries.positions import positions_of
from shares.rules.demands import AWAITED, DEMAND_NAMES, OUTCOME_NAMES
from shares.rules.kinds import KIND_NAMES
from shares.rules.positions import Position
from shares.services import answering
from shares.signals import payments_wanted
from shares.views.blueprint import blueprint

WORDS = {"names": DEMAND_NAMES, "outcomes": OUTCOME_NAMES, "awaited": AWAITED}


@dataclass(frozen=True)
class Own:
    """One member of the account: its shares, its movements, what it asked for; `asks`: a member today, who may ask."""

    member: Member
    position: Position
    asks: bool
    movements: list[ShareMovement] = field(default_factory=list)
    demands: list[DemandView] = field(default_factory=list)


@blueprint.get("/parts/moi")
@signed_in
def mine() -> ResponseReturnValue:
    """What each member that this account acts for holds, owes and is owed, with every movement and request."""
    on = today()
    ids = list(acts_for(on, account_id=current_reader().id))
    members = [one.member_id for one in members_represented_by(current_reader().id, on)]
    demands, positions, rows = demands_of(ids), positions_of(ids, on), movements_of(ids)
    owned = [
        Own(
            member,
            positions.get(member.id, Position()),
            member.id in members,
            [row for row in rows if row.member_id == member.id],
            [one for one in demands if one.member.id == member.id],
        )
        for member in sorted(members_by_id(ids), key=lambda one: _rank(one, members))
    ]
    return render_template(
        "shares/mine.html",
        owned=owned,
        proposed=proposed_to(members),
        payments=payments_of(demands),
        kinds=KIND_NAMES,
        on=on,
        **WORDS,
    )


def _rank(member: Member, members: list[int]) -> tuple[int, int]:
    """Present members in their order, then former ones."""
    return (members.index(member.id) if member.id in members else len(members), member.number)


def payments_of(demands: list[DemandView]) -> dict[int, str]:
    """By request, the reference under which it is paid."""
    ids = [one.demand.id for one in demands]
    found: dict[int, str] = {}
    for _ear, references in payments_wanted.send(ids) if ids else ():
        found |= references
    return found


def own_member(number: int) -> Member:
    """The member of that number, for who acts for it; for anybody else it is not there."""
    member = member_by_number(number)
    if member.id not in acts_for(today(), account_id=current_reader().id):
        raise NotFound(
            "no-member", N_("There is no member no. %(number)s. Search by name on the members page."), number=number
        )
    return member


def own_demand(demand_id: int) -> DemandView:
    """A request of a member that the account acts for, or shares proposed to one; for anybody else it is not there."""
    found, mine = demand_by_id(demand_id), acts_for(today(), account_id=current_reader().id)
    if found.member.id not in mine and (found.taker is None or found.taker.id not in mine):
        raise NotFound("no-demand", N_("There is no request %(demand)s."), demand=demand_id)
    return found


@blueprint.get("/parts/moi/demandes/<int:demand_id>")
@signed_in
def own_request(demand_id: int) -> ResponseReturnValue:
    """One request: where it stands, how it is paid, how it is withdrawn."""
    view = own_demand(demand_id)
    acting = acts_for(today(), account_id=current_reader().id)
    is_mine = view.member.id in acting
    return render_template(
        "shares/own_request.html",
        view=view,
        is_mine=is_mine,
        is_taker=view.taker is not None and view.taker.id in acting,
        payment=payments_of([view]).get(demand_id, "") if is_mine else "",
        **WORDS,
    )


@blueprint.post("/parts/moi/demandes/<int:demand_id>/retrait")
@signed_in
def withdraw_own(demand_id: int) -> ResponseReturnValue:
    """Give a request up while it waits."""
    view = own_demand(demand_id)

    def write() -> None:
        member = own_member(view.member.number)
        answering.withdraw_demand(demand_id, member.id, actor=current_actor(), at=now())

    return _acted(demand_id, write, _("The request is withdrawn."))


@blueprint.post("/parts/moi/demandes/<int:demand_id>/accord")
@signed_in
def agree_own(demand_id: int) -> ResponseReturnValue:
    """Agree to take the shares that another member proposes, or not."""
    view, agrees = own_demand(demand_id), request.form.get("accord", "")
    if agrees not in {"oui", "non"}:
        raise Malformed("bad-change", N_("The form does not say what is to change."))

    def write() -> None:
        taker = own_member(view.taker.number if view.taker else 0)
        answering.agree(demand_id, taker.id, agrees=agrees == "oui", actor=current_actor(), at=now())

    return _acted(demand_id, write, _("Your answer is recorded."))


def _acted(demand_id: int, write: Callable[[], None], message: str) -> ResponseReturnValue:
    try:
        with transaction():
            write()
        flash(message, "success")
    except ScicError as refusal:
        if refusal.status not in {409, 422}:
            raise
        flash(sentence(current_language(), refusal.message, refusal.values), "error")
    return redirect(url_for("shares.own_request", demand_id=demand_id), 303)
