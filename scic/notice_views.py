"""The notices that the law asks of a site; the settings page writes them."""

from flask import Blueprint, render_template
from flask_babel import lazy_gettext as _l

from foundation.web.brand import settings_of_request
from foundation.web.guard import public
from foundation.web.prose import prose

blueprint = Blueprint("notices", __name__)


@blueprint.get("/mentions-legales")
@public
def legal() -> str:
    """Who publishes this site."""
    return _page(_l("Legal notice"), settings_of_request().legal_notice)


@blueprint.get("/confidentialite")
@public
def privacy() -> str:
    """What is done with personal data."""
    return _page(_l("Privacy"), settings_of_request().privacy_notice)


@blueprint.get("/accessibilite")
@public
def accessibility() -> str:
    """What works for everybody, and what does not yet."""
    return _page(_l("Accessibility"), settings_of_request().accessibility_statement)


def _page(title: str, text: str) -> str:
    return render_template("home/notice.html", title=title, text=prose(text) if text.strip() else "")
