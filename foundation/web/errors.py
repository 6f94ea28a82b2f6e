"""The only place where an error becomes a page, a flash or JSON, with its status and in the reader's language."""

import logging
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, flash, jsonify, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from werkzeug.exceptions import BadRequest, HTTPException, InternalServerError, MethodNotAllowed, ServiceUnavailable

from foundation.kernel.db import db
from foundation.kernel.errors import ScicError, StateMoved
from foundation.kernel.sentences import N_, sentence
from foundation.web.error_texts import error_text
from foundation.web.language import current_language
from foundation.web.machines import is_machine
from foundation.web.problems import problem
from foundation.web.rules.addresses import is_local
from foundation.web.twins import WrittenTwice

logger = logging.getLogger("scic.web")
KEPT_HEADERS = ("Allow", "Retry-After", "Location")
# what two people who write the same thing at once run into: a number or a name taken, a row that is gone meanwhile
RACES = frozenset(
    {"23505", "23503", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_FOREIGNKEY"}
)


def refusal_to_flash(error: ScicError) -> None:
    """Tell a refusal on the next page, when the view goes on (redirect after POST)."""
    flash(sentence(current_language(), error.message, error.values), "error")


def sign_in_address() -> str:
    """The sign-in page, carrying in `suite` the local address that was wanted."""
    endpoint = current_app.config.get("SIGN_IN_ENDPOINT", "accounts.sign_in")
    wanted = request.full_path.rstrip("?") if request.method == "GET" else "/"
    kept = wanted if is_local(wanted) and wanted != "/" else None
    return url_for(endpoint, suite=kept) if endpoint in current_app.view_functions else "/connexion"


def safe_next(address: str | None, otherwise: str = "/") -> str:
    """The address of `suite` where it stays on this site, else `otherwise`."""
    return address if address and is_local(address) else otherwise


def page_before() -> str | None:
    """The local address of the page whose form was sent, without its query; none where the browser keeps it to itself."""
    before = urlsplit(request.referrer or "")
    ours = before.netloc == request.host and is_local(before.path)
    adapter = current_app.create_url_adapter(request)
    return before.path if ours and adapter and adapter.test(before.path, method="GET") else None


def page_again() -> str | None:
    """The page to open again where things have moved on, by GET: a form is never sent a second time.

    That is the page asked for, the page whose form was sent, or the nearest page above the form's own address.
    """
    if request.method in ("GET", "HEAD"):
        return request.full_path.rstrip("?")
    adapter = current_app.create_url_adapter(request)
    parts = request.path.strip("/").split("/")
    above = ("/" + "/".join(parts[:end]) for end in range(len(parts), 0, -1))
    return page_before() or next((path for path in above if adapter and adapter.test(path, method="GET")), None)


def wants_json() -> bool:
    """Whether the caller asked for JSON rather than a page."""
    accepted = request.accept_mimetypes
    best = accepted.best_match(["text/html", "application/json"], "text/html")
    return best == "application/json" and accepted[best] > accepted["text/html"]


def error_answer(status: int, *, error: ScicError | None = None) -> Response:
    """The page (or JSON) of an error; `error` brings the sentence that replaces the general one."""
    if is_machine():
        return _told_to_program(status, error)
    text = error_text(status)
    language = current_language()
    said = sentence(language, error.message, error.values) if error else sentence(language, text.what)
    if wants_json():
        facts = {"status": status, "code": error.code if error else f"http-{status}", "sentence": said}
        facts |= {"rule": error.rule, "source": error.source} if error and error.source else {}
        return make_response(jsonify(error=facts), status)
    kept = error.address if isinstance(error, WrittenTwice) else None
    page = render_template(
        "errors/error.html",
        status=status,
        text=text,
        said=said,
        error=error,
        sign_in_url=sign_in_address() if status == 401 else None,
        came_from=page_before() if request.method == "POST" and status != 409 else None,
        kept=kept,
        again=page_again() if status == 409 and not kept else None,
    )
    return make_response(page, status)


def _told_to_program(status: int, error: ScicError | None) -> Response:
    answer = problem(status, current_language(), error)
    wait = error.values.get("retry_after") if error else None
    if wait is not None:
        answer.headers["Retry-After"] = str(wait)
    return answer


def on_scic_error(error: ScicError) -> ResponseReturnValue:
    """A typed refusal: its own status and sentence."""
    if error.status >= 500:
        logger.error("fault %s on %s", error.code, request.path, exc_info=error)
    return error_answer(error.status, error=error)


def on_http_error(error: HTTPException) -> ResponseReturnValue:
    """Werkzeug's own errors; a redirect passes through."""
    if error.code is None or error.code < 400:
        return error
    answer = _last_resort() if isinstance(error, InternalServerError) else error_answer(error.code)
    for name, value in error.get_headers():
        if name in KEPT_HEADERS:
            answer.headers[name] = value
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return answer


def on_database_away(error: OperationalError) -> ResponseReturnValue:
    """The database is locked, restarting or out of reach: come back, nothing was kept."""
    logger.error("database away on %s", request.path, exc_info=error)
    answer = _last_resort(ServiceUnavailable.code)
    answer.headers["Retry-After"] = "30"
    return answer


def on_integrity_error(error: IntegrityError) -> ResponseReturnValue:
    """Two people wrote the same thing at once and the other was first: 409. Any other broken constraint is our fault."""
    logger.error("constraint refused on %s", request.path, exc_info=error)
    kind = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
    if kind not in RACES:
        return _last_resort()
    message = N_(
        "Somebody else recorded the same thing, or changed it, at the same moment, and was first. Nothing of what you sent "
        "was kept."
    )
    return _last_resort(StateMoved.status, StateMoved("written-meanwhile", message))


def on_impossible_value(error: DataError | OverflowError) -> ResponseReturnValue:
    """A value that no column can hold (a NUL character, a number too long): what was sent cannot be read."""
    logger.error("impossible value on %s", request.path, exc_info=error)
    return _last_resort(BadRequest.code)


def _last_resort(status: int = 500, error: ScicError | None = None) -> Response:
    """A page for when even a page may fail: the usual one, else one that needs no database and no session."""
    try:
        db.session.rollback()
        return error_answer(status, error=error)
    except Exception:
        logger.exception("the error page itself failed")
        language = request.accept_languages.best_match(["fr", "en"]) or "fr"
        if is_machine():
            return problem(status, language)
        text = error_text(status)
        lines = {key: sentence(language, getattr(text, key)) for key in ("title", "what", "to_do")}
        page = current_app.jinja_env.get_template("errors/last_resort.html").render(language=language, **lines)
        return make_response(page, status)


def install_errors(app: Flask) -> None:
    """Handle every error of `app`."""
    app.register_error_handler(ScicError, on_scic_error)
    app.register_error_handler(HTTPException, on_http_error)
    app.register_error_handler(OperationalError, on_database_away)
    app.register_error_handler(IntegrityError, on_integrity_error)
    app.register_error_handler(DataError, on_impossible_value)
    app.register_error_handler(OverflowError, on_impossible_value)
