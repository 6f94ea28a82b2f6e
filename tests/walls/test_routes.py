"""Every address is guarded, is reached from somewhere, and does not vanish unseen."""

import json
import re
import subprocess
import sys

import pytest
from flask import Flask

from tests.walls.house import FLOORS, ROOT, name_of, templates

LIST = ROOT / "tests" / "route-list.json"
FRENCH_WORDS = re.compile(r"^[a-z0-9.-]*$")
SAFE = {"GET", "HEAD", "OPTIONS"}


def routes(app: Flask) -> dict[str, str]:
    """{"GET /assemblees": "governance.assemblies"}"""
    return {
        f"{method} {rule.rule}": rule.endpoint
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    }


def test_every_route_is_guarded(app):
    from foundation.web.guard import guard_of

    unguarded = sorted(name for name, view in app.view_functions.items() if guard_of(view) is None)
    assert not unguarded, "an unmarked view is refused to everybody: say @public, @signed_in or @requires(...)"


def test_what_writes_is_never_open_to_everybody_unknowingly(app):
    """A public POST is a door: each one is listed here with its reason."""
    from foundation.web.guard import guard_of

    doors = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if (rule.methods or set()) - SAFE and (guard := guard_of(app.view_functions[rule.endpoint])) and guard.anybody
    }
    signing_in = {door for door in doors if door.startswith(("accounts.", "web."))}
    # anybody may ask to join, and verify a certificate that was shown to them; both are counted and limited
    asking = {"membership.join_as_person", "membership.join_as_organisation", "shares.check"}
    # the signed link of a mail refuses news, by a press or by the mail program itself (RFC 8058), and nothing else
    refusing = {"membership.answer_news"}
    # somebody outside the cooperative answers an evaluation by the signed link of their mail, once; a public work is
    # downloaded by a press, so that it is counted
    outside = {"evaluations.link", "workshops.download"}
    assert doors == signing_in | asking | refusing | outside, "only these may be posted by a stranger"


def test_addresses_are_words(app):
    strange = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        for part in rule.rule.strip("/").split("/")
        if not part.startswith("<") and not FRENCH_WORDS.match(re.sub(r"<[^>]+>", "", part))
    ]
    assert not strange


def test_no_address_vanished(app):
    """`python -m tests.walls.route_list` writes the list again: a removed address is a promise withdrawn, say so in CHANGELOG.md."""
    known = json.loads(LIST.read_text(encoding="utf-8"))
    now = routes(app)
    assert not (gone := sorted(set(known) - set(now))), f"gone: {gone}"
    assert not (new := sorted(set(now) - set(known))), f"new, not in tests/route-list.json: {new}"


# Pages that no link needs to name: reached by a mail, by the browser itself, or by another program.
REACHED_OTHERWISE = {
    "static": "the browser asks for it",
    "shares.check_link": "the QR code printed on each certificate",
    "notices.legal": "the footer, by its public address",
    "notices.privacy": "the footer, by its public address",
    "notices.accessibility": "the footer, by its public address",
}


def test_every_page_is_reached_from_somewhere(app):
    """A page is in the menu, linked by a template, or redirected to; else it is excused above."""
    texts = [path.read_text(encoding="utf-8") for path in templates()]
    texts += [path.read_text(encoding="utf-8") for path in (ROOT / "templates" / "mail").rglob("*.txt")]
    texts += [path.read_text(encoding="utf-8") for folder in FLOORS for path in (ROOT / folder).rglob("*.py")]
    everything = "\n".join(texts)
    orphans = []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.endpoint in REACHED_OTHERWISE:
            continue
        if rule.endpoint.startswith(
            "calls."
        ):  # programs read these in /api/v1/openapi.json; tests/pages/test_api_fuzz.py
            continue
        _blueprint, _, view = rule.endpoint.rpartition(".")
        if (
            f'"{rule.endpoint}"' not in everything
            and f"'{rule.endpoint}'" not in everything
            and f'".{view}"' not in everything
        ):
            orphans.append(f"{rule.rule} ({rule.endpoint})")
    assert not orphans


def test_the_menu_leads_to_pages_that_exist(app):
    from scic import navigation

    named = set(re.findall(r'"([a-z_]+\.[a-z_]+)"', (ROOT / "scic" / "navigation.py").read_text(encoding="utf-8")))
    known = set(app.view_functions)
    assert navigation.__doc__
    assert {name for name in named if name.partition(".")[0] in app.blueprints} <= known
    assert named & known


def test_templates_link_to_pages_that_exist(app):
    missing = sorted(
        {
            f"{name_of(path)}: {name}"
            for path in templates()
            for name in re.findall(r"url_for\(\s*['\"]([a-z_.]+)['\"]", path.read_text(encoding="utf-8"))
            if not any(known == name or known.endswith(name) * name.startswith(".") for known in app.view_functions)
        }
    )
    assert not missing


@pytest.mark.parametrize("command", [["--help"]])
def test_the_command_line_names_itself(command):
    done = subprocess.run([sys.executable, "-m", "scic", *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Usage" in done.stdout or "Utilisation" in done.stdout
