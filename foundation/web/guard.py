"""Who may open a page. A view carries its mark; one without a mark is refused to everybody (403).

    @bp.get("/assemblees")
    @requires(Permission.ASSEMBLY_READ)
    def assemblies(): ...

`@public` is for everybody, `@signed_in` for every account, `@requires(a, b)` for who holds all of them,
`@requires_one_of(a, b)` for who holds at least one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, current_app
from flask_login import current_user

from foundation.kernel.errors import NotAllowed, NotSignedIn
from foundation.kernel.sentences import N_
from foundation.web.proxies import asked, signed_in_already

View = TypeVar("View", bound=Callable[..., Any])
MARK = "__guard__"
NOT_YOURS = N_(
    "Your account does not give access to this page. If you need it for your work in the cooperative, "
    "ask an administrator for the role."
)


@dataclass(frozen=True)
class Guard:
    """What a view asks of the person; `permissions` empty with `anybody` false means any account."""

    anybody: bool = False
    permissions: tuple[StrEnum, ...] = ()
    one_is_enough: bool = False


def _mark(guard: Guard) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, MARK, guard)
        return view

    return mark


def public(view: View) -> View:
    """Everybody may open this page."""
    return _mark(Guard(anybody=True))(view)


def signed_in(view: View) -> View:
    """Every account may open this page."""
    return _mark(Guard())(view)


def requires(*permissions: StrEnum) -> Callable[[View], View]:
    """Only an account that holds all of `permissions`; none at all is a programming error."""
    if not permissions:
        raise TypeError("@requires needs a permission; every account is @signed_in")
    return _mark(Guard(permissions=permissions))


def requires_one_of(*permissions: StrEnum) -> Callable[[View], View]:
    """Only an account that holds at least one of `permissions`."""
    if not permissions:
        raise TypeError("@requires_one_of needs a permission; every account is @signed_in")
    return _mark(Guard(permissions=permissions, one_is_enough=True))


def guard_of(view: object) -> Guard | None:
    """The mark of a view or of its class; None where it was forgotten (the wall test lists those)."""
    return getattr(view, MARK, None) or getattr(getattr(view, "view_class", None), MARK, None)


def person() -> Any:
    """Who asks: what `current_user` stands for, looked up once instead of at each word."""
    found = signed_in_already()
    return current_user._get_current_object() if found is None else found  # noqa: SLF001 - werkzeug documents it for this


def check(guard: Guard | None) -> None:
    """Let the person pass, else raise NotSignedIn or NotAllowed."""
    if guard is not None and guard.anybody:
        return
    who = person()
    if not getattr(who, "is_authenticated", False):
        raise NotSignedIn("sign-in", N_("This page is for members: sign in, and you will come back to it."))
    if guard is None or not _holds(guard, who):
        raise NotAllowed("not-allowed", getattr(who, "not_allowed", NOT_YOURS))


def _holds(guard: Guard, who: Any) -> bool:
    held = [who.can(permission) for permission in guard.permissions]
    return not held or (any(held) if guard.one_is_enough else all(held))


def check_request() -> None:
    """Before each request: the view's mark against the person. An unknown address is left to its 404."""
    endpoint = asked().endpoint
    if endpoint is not None:
        check(guard_of(current_app.view_functions[endpoint]))


def install_guard(app: Flask) -> None:
    """Guard every view of `app`; its static files are public."""
    if app.has_static_folder:
        public(app.view_functions["static"])
    app.before_request(check_request)
