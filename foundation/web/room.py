"""Joins this room to the application."""

from flask import Flask, abort, current_app, request
from flask_login import current_user

from foundation.web import assets, columns, drawing, plotting
from foundation.web.brand import current_brand, settings_of_request
from foundation.web.cookies import SignedCookie
from foundation.web.errors import install_errors, sign_in_address
from foundation.web.filters import install_filters
from foundation.web.guard import install_guard
from foundation.web.incoming import install_incoming
from foundation.web.language import LANGUAGES, current_language
from foundation.web.row_numbers import RowNumber
from foundation.web.security import install_headers
from foundation.web.views import blueprint


def init_app(app: Flask) -> None:
    """Headers, guard, errors, filters, and what every template may use."""
    app.url_map.converters["int"] = RowNumber
    app.session_interface = SignedCookie()
    install_headers(app)
    app.before_request(close_for_maintenance)
    install_guard(app)
    install_incoming(app)
    install_errors(app)
    install_filters(app)
    app.jinja_env.globals.update(
        asset=assets.asset,
        icon_sprite=assets.icon_sprite,
        stylesheets=assets.STYLESHEETS,
        scripts=assets.SCRIPTS,
        languages=LANGUAGES,
        current_language=current_language,
        drawing=drawing,
        plotting=plotting,
        columns=columns,
    )
    app.context_processor(page_context)
    app.register_blueprint(blueprint)


def close_for_maintenance() -> None:
    """503 for everything but the static files while MAINTENANCE is set."""
    if current_app.config.get("MAINTENANCE") and request.endpoint not in ("static", "web.colours"):
        abort(503)


def page_context() -> dict[str, object]:
    """`brand`, `settings`, `reader` (who is signed in, or None) and `sign_in_url`, lazily where they cost a query."""
    reader = current_user if getattr(current_user, "is_authenticated", False) else None
    return {
        "brand": current_brand(),
        "cooperative": settings_of_request(),
        "reader": reader,
        "sign_in_url": sign_in_address(),
    }
