"""/reglages/roles/droits: who may do what, as one table; and what a role would see, without being anybody."""

from dataclasses import dataclass

from flask import Blueprint, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from foundation.accounts.permissions import ROLE_NAMES, ROLE_PURPOSES, Permission, Role, permissions_of
from foundation.accounts.rules.permission_names import PERMISSION_NAMES
from foundation.kernel.errors import Malformed
from foundation.kernel.sentences import N_
from foundation.web.guard import Guard, guard_of, requires_one_of
from scic.navigation import PLACES, Place

blueprint = Blueprint("rights", __name__, url_prefix="/reglages/roles")
LOOKERS = (Permission.ROLES_GRANT, Permission.AUDIT_READ)


@dataclass(frozen=True)
class Answer:
    """Whether a role may open an address, and by what; `known` false where no page is there."""

    address: str
    known: bool
    allowed: bool
    asks: tuple[str, ...]
    any_account: bool
    everybody: bool


@blueprint.get("/droits")
@requires_one_of(*LOOKERS)
def matrix() -> str:
    """Each permission in words, and the roles that hold it."""
    return render_template("home/rights.html", roles=list(Role), names=ROLE_NAMES, held=_held(), words=PERMISSION_NAMES)


@blueprint.get("/apercu")
@requires_one_of(*LOOKERS)
def seen_by() -> str:
    """What an account with one role would see: its menu, what it may do and not, whether it opens an address."""
    role, address = _role_asked(), request.args.get("adresse", "").strip()
    held = permissions_of([role])
    return render_template(
        "home/seen_by.html",
        role=role,
        roles=list(Role),
        names=ROLE_NAMES,
        purposes=ROLE_PURPOSES,
        places=[place for place in PLACES if _sees(place, held)],
        may=[word for word in PERMISSION_NAMES if word in held],
        may_not=[word for word in PERMISSION_NAMES if word not in held],
        words=PERMISSION_NAMES,
        answer=answer_for(address, held) if address else None,
        address=address,
    )


def answer_for(address: str, held: frozenset[Permission]) -> Answer:
    """What the guard of the page at an address would say to these permissions."""
    path = "/" + address.rsplit("://", maxsplit=1)[-1].partition("/")[2] if "://" in address else address
    try:
        endpoint, _values = current_app.url_map.bind("localhost").match(path.partition("?")[0], method="GET")
    except HTTPException:
        return Answer(address, known=False, allowed=False, asks=(), any_account=False, everybody=False)
    guard = guard_of(current_app.view_functions[endpoint]) or Guard()
    asks = tuple(str(one) for one in guard.permissions)
    have = [one in held for one in guard.permissions]
    allowed = guard.anybody or not have or (any(have) if guard.one_is_enough else all(have))
    return Answer(address, True, allowed, asks, any_account=not asks and not guard.anybody, everybody=guard.anybody)


def _sees(place: Place, held: frozenset[Permission]) -> bool:
    return place.permission is None or place.permission in held


def _held() -> dict[Role, frozenset[Permission]]:
    return {role: permissions_of([role]) for role in Role}


def _role_asked() -> Role:
    word = request.args.get("role", Role.STAFF.value)
    if word not in set(Role):
        raise Malformed("role", N_("There is no such role: go back to the list and try again."))
    return Role(word)
