"""The cooperative on every page: its name, its logo, its colours."""

import logging
from dataclasses import dataclass

from flask import g, has_request_context, url_for
from sqlalchemy.exc import SQLAlchemyError

from foundation.kernel.db import db
from foundation.kernel.settings import CooperativeSettings, get_settings
from foundation.web.colours import accent_colours, brand_colours, is_colour

logger = logging.getLogger("scic.web")


@dataclass(frozen=True)
class Brand:
    """What `base.html` shows of the cooperative."""

    name: str
    short_name: str
    logo_url: str | None
    stylesheet_url: str


def settings_of_request() -> CooperativeSettings:
    """The settings in force, read once a request; the defaults where the database cannot be read."""
    if not has_request_context():
        return get_settings()
    if "cooperative_settings" not in g:
        try:
            g.cooperative_settings = get_settings()
        except SQLAlchemyError:
            logger.exception("settings cannot be read")
            db.session.rollback()
            return CooperativeSettings()
    settings: CooperativeSettings = g.cooperative_settings
    return settings


def current_brand() -> Brand:
    """Name, logo and colours for this request."""
    settings = settings_of_request()
    return Brand(
        name=settings.name or "SCIC",
        short_name=settings.short_name or settings.name or "SCIC",
        logo_url=url_for("web.logo") if settings.has_logo else None,
        stylesheet_url=url_for("web.colours", v=_colour_key(settings)),
    )


def _colour_key(settings: CooperativeSettings) -> str:
    return f"{settings.brand_colour}{settings.accent_colour}".replace("#", "")


def brand_stylesheet(settings: CooperativeSettings) -> str:
    """The custom properties of the brand; an unreadable colour leaves the house's own."""
    lines = []
    if is_colour(settings.brand_colour):
        found = brand_colours(settings.brand_colour)
        lines += [
            f"--brand: light-dark({found.brand}, {found.brand_dark});",
            f"--brand-ink: light-dark({found.ink_on_brand}, {found.ink_on_brand_dark});",
            f"--brand-soft: light-dark({found.soft}, {found.soft_dark});",
        ]
    if is_colour(settings.accent_colour):
        light, dark = accent_colours(settings.accent_colour)
        lines.append(f"--accent: light-dark({light}, {dark});")
    inner = "\n".join(f"    {line}" for line in lines)
    return f"@layer brand {{\n  :root {{\n{inner}\n  }}\n}}\n"
