"""How all is joined: one factory, one list of blueprints. Nothing here decides anything."""

import os
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_babel import Babel
from flask_migrate import Migrate
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from foundation.kernel.db import db, set_write_intent
from foundation.kernel.places import folder
from foundation.web.forgery import FormProtection
from foundation.web.language import chosen_locale
from foundation.web.proxies import asked, know_the_limits
from scic.blueprints import join_everything
from scic.config import Config

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

csrf = FormProtection()


class House(Flask):
    """Flask without coroutines: ours are plain functions, and asking each of them at each request has its price."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function, as it is."""
        return func


def create_app(config: Config | None = None) -> Flask:
    """The application for `config` (from the environment when None)."""
    config = config or Config.from_environment(os.environ)
    app = House("scic", template_folder=str(folder("templates")), static_folder=str(folder("static")))
    app.config.from_mapping(config.flask_settings())
    know_the_limits(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    prepare_database(app)
    Babel(app, locale_selector=chosen_locale, default_translation_directories=str(folder("translations")))
    csrf.init_app(app)
    trust_proxies(app)
    join_everything(app)
    # a mail program unsubscribes without a session (RFC 8058): the signed link is what lets it in
    csrf.exempt(app.view_functions["membership.answer_news"])
    # a program shows its token and nothing else: a cookie, which a browser sends by itself, opens nothing there
    csrf.exempt(app.blueprints["calls"])
    return app


def prepare_database(app: Flask) -> None:
    """Join the database and its migrations; a request that writes says so before its first statement."""
    app.config["VAR_FOLDER"].mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    Migrate(app, db, directory=str(folder("migrations")))
    app.before_request(lambda: set_write_intent(asked().method not in SAFE_METHODS))


def trust_proxies(app: Flask) -> None:
    """Believe as many proxies' headers as the configuration names, none by default."""
    hops = app.config["PROXIES"]
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
