"""The language of a request: chosen by hand, else the account's, else what the browser asks for, else French."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from babel import Locale
from flask import has_request_context, request, session
from flask_babel import force_locale, get_locale
from flask_login import current_user

from foundation.web.machines import is_machine
from foundation.web.proxies import signed_in_already

LANGUAGES = {"fr": "Français", "en": "English"}
SESSION_KEY = "language"

_spoken: ContextVar[str] = ContextVar("spoken_language", default="")


def chosen_language() -> str:
    """What Flask-Babel asks for. A program is answered in the language that it asks for, whoever owns its token."""
    if is_machine():
        return _asked()
    chosen = session.get(SESSION_KEY)
    if chosen in LANGUAGES:
        return str(chosen)
    own = getattr(signed_in_already() or current_user, "language", None)
    if own in LANGUAGES:
        return str(own)
    return _asked()


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def chosen_locale() -> Locale:
    """The same, as Babel knows it: one object for all requests."""
    return _locale(chosen_language())


def _asked() -> str:
    return request.accept_languages.best_match(list(LANGUAGES)) or "fr"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Sentences and filters inside the block are in `language`: a mail is written in its reader's, not the sender's."""
    token = _spoken.set(language)
    try:
        with force_locale(language):
            yield
    finally:
        _spoken.reset(token)


def current_language() -> str:
    """`fr` or `en`, whatever the country; `fr` outside a request (a job writes to members in French)."""
    if spoken := _spoken.get():
        return spoken
    locale = get_locale() if has_request_context() else None
    return locale.language if locale is not None and locale.language in LANGUAGES else "fr"
