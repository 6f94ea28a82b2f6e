"""What Flask's proxies stand for, looked up once: each word said through a proxy costs seven calls, and every request says many.

Requests and answers here also know their limits without asking the configuration at each use.
"""

from typing import Any

from flask import Flask, Request, Response, g, request
from werkzeug.wrappers import Request as PlainRequest


def asked() -> Request:
    """The request itself."""
    found: Request = request._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    return found


def signed_in_already() -> Any:
    """Who asks, as Flask-Login keeps it for this request; None where nobody was looked up yet."""
    return g._get_current_object().get("_login_user")  # noqa: SLF001


class _Asked(Request):
    """A request; only the debugger of Flask, which never runs here, wants more of a form."""

    def _load_form_data(self) -> None:
        PlainRequest._load_form_data(self)  # noqa: SLF001


def know_the_limits(app: Flask) -> None:
    """Requests and answers of `app` hold the limits of its configuration."""
    limits = {
        name.lower(): app.config[name] for name in ("MAX_CONTENT_LENGTH", "MAX_FORM_MEMORY_SIZE", "MAX_FORM_PARTS")
    }
    app.request_class = type("HouseRequest", (_Asked,), limits)
    app.response_class = type("HouseResponse", (Response,), {"max_cookie_size": app.config["MAX_COOKIE_SIZE"]})
