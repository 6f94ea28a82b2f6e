"""The list of blueprints and command groups (working version: joins what exists)."""

from importlib import import_module
from importlib.util import find_spec

from flask import Flask

BLUEPRINTS = (
    "foundation.accounts.views",
    "foundation.accounts.account_views",
    "statutes.views",
    "membership.views.joined",
    "shares.views",
    "votes.views",
    "scic.home_views",
    "scic.settings_views",
    "scic.outbox_views",
    "scic.jobs_views",
    "scic.audit_views",
)
ROOMS = ("foundation.web.room", "foundation.accounts.session", "scic.jobs")


def _exists(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def register_blueprints(app: Flask) -> None:
    for name in ROOMS:
        if _exists(name) and hasattr(import_module(name), "init_app"):
            import_module(name).init_app(app)
    for name in BLUEPRINTS:
        if _exists(name):
            module = import_module(name)
            for value in [getattr(module, key) for key in ("blueprint", "bp", "blueprints") if hasattr(module, key)]:
                for one in value if isinstance(value, (list, tuple)) else [value]:
                    app.register_blueprint(one)


def register_commands(app: Flask) -> None:
    pass
