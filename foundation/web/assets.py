"""Static files by an address that carries their fingerprint: kept for a year by browsers, never stale."""

import hashlib
from functools import cache
from pathlib import Path

from flask import current_app, g, url_for

STYLESHEETS = (
    "css/layers.css",
    "css/tokens.css",
    "css/base.css",
    "css/layout.css",
    "css/components/buttons.css",
    "css/components/cards.css",
    "css/components/forms.css",
    "css/components/consultations.css",
    "css/components/choices.css",
    "css/components/ballots.css",
    "css/components/status.css",
    "css/components/tables.css",
    "css/components/charts.css",
    "css/components/columns.css",
    "css/components/steps.css",
    "css/components/assembly.css",
    "css/components/messages.css",
    "css/components/lists.css",
    "css/components/treasury.css",
    "css/components/results.css",
    "css/components/territory.css",
    "css/components/programme.css",
    "css/components/priorities.css",
    "css/components/workshops.css",
    "css/projector.css",
    "css/print.css",
    "css/utilities.css",
)
SCRIPTS = ("js/poll.js", "js/forms.js", "js/page.js", "js/ask.js", "js/ballots.js")


@cache
def _fingerprint(path: Path, _changed_ns: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """The address of a file of static/, with its fingerprint: `asset("icons.svg")`; looked up once a page."""
    said: dict[str, str] = g.setdefault("assets_of_page", {})
    if name not in said:
        path = Path(current_app.static_folder or "") / name
        said[name] = url_for("static", filename=name, v=_fingerprint(path, path.stat().st_mtime_ns))
    return said[name]


def icon_sprite() -> str:
    """The address of the sprite of icons; the page adds `#name`."""
    return asset("icons.svg")
