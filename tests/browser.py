"""The product behind a real server, and a real Chromium in front of it.

A missing Chromium is a failure with the command to type, never a skip. Every page that a test opens is watched: a script
error, a refused resource or a breach of the content security policy fails the test that caused it.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
LONGEST_START = 90  # seconds; a machine that does three other things at once is slow to start a fourth
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = 390, 1280
HEIGHTS = {PHONE: 844, DESK: 900}


@dataclass
class LiveServer:
    """The product running on this machine."""

    url: str
    database_url: str
    var: Path
    process: subprocess.Popen[bytes] = field(repr=False)

    def stop(self) -> None:
        """Stop it as an operator would."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(database_url: str, var: Path, **environment: str) -> LiveServer:
    """Start the production server on `database_url` and wait until it answers."""
    port = free_port()
    url = f"http://localhost:{port}"
    settings = {
        "SCIC_MODE": "test",
        "SCIC_DATABASE_URL": database_url,
        "SCIC_VAR": str(var),
        "SCIC_PUBLIC_URL": url,
        "SCIC_PORT": str(port),
        "SCIC_WORKERS": "1",
        **environment,
    }
    var.mkdir(parents=True, exist_ok=True)
    with (var / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "scic", "serve"],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    server = LiveServer(url, database_url, var, process)
    _wait_until_it_answers(server)
    return server


def _wait_until_it_answers(server: LiveServer) -> None:
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            break
        try:
            urllib.request.urlopen(server.url, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    log = (server.var / "server.log").read_text(errors="replace")
    server.stop()
    pytest.fail(f"the server did not answer:\n{log}")


@pytest.fixture
def live_server(own_app: "Flask", own_database: str, tmp_path: Path) -> Iterator[Callable[..., LiveServer]]:
    """`live_server(seed)` runs `seed()` inside the application with real commits, then starts the product on that database."""
    from foundation.web.transaction import transaction

    running: list[LiveServer] = []

    def start(seed: Callable[[], Any] | None = None, **environment: str) -> LiveServer:
        if seed is not None:
            with own_app.app_context(), transaction():
                seed()
        running.append(serve(own_database, tmp_path / "var", **environment))
        return running[-1]

    yield start
    for server in running:
        server.stop()


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """One Chromium for the whole run."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if not path:
        pytest.fail(
            "No Chromium here, and this test needs one. Type: sudo apt-get install chromium (or set CHROMIUM=/path)"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: "Browser") -> "Iterator[Callable[..., Page]]":
    """`visit(url, width=390, scheme="dark")` opens a page in a context of its own: another person, another phone."""
    contexts = []
    faults: list[str] = []

    def open_page(url: str = "", *, width: int = DESK, scheme: str = "light", javascript: bool = True) -> "Page":
        context = chromium.new_context(
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            color_scheme=scheme,
            java_script_enabled=javascript,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda message: _note(faults, page, message))
        if url:
            page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, faults


def _note(faults: list[str], page: "Page", message: Any) -> None:
    """Keep what the browser complains about; a page that answers 4xx on purpose is no fault of the page."""
    if (
        message.type == "error"
        and "Failed to load resource: the server responded with a status of 4" not in message.text
    ):
        faults.append(f"{page.url}: {message.text}")


@pytest.fixture
def page(visit: "Callable[..., Page]") -> "Page":
    """A desk's page, 1280 pixels wide."""
    return visit()


@pytest.fixture
def phone(visit: "Callable[..., Page]") -> "Page":
    """A phone's page, 390 pixels wide."""
    return visit(width=PHONE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for Chromium is a browser test, marked or not."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def assert_accessible(page: "Page", only: str | None = None) -> None:
    """Axe finds no violation on the page as it stands (WCAG 2.2 AA and best practice); `only` one of its rules."""
    from axe_playwright_python.sync_playwright import Axe

    if page.evaluate("typeof window.axe") == "undefined":
        page.evaluate(Axe().axe_script)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = [only]
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    violations = [
        f"{one['id']} ({one['impact']}): {one['help']} at {[node['target'] for node in one['nodes']][:3]}"
        for one in found
    ]
    assert not violations, f"{page.url}:\n" + "\n".join(violations)


def assert_fits(page: "Page") -> None:
    """Nothing makes the page scroll sideways."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], f"{page.url} is {width} pixels wide"


def picture(page: "Page", name: str) -> None:
    """Keep a screenshot in the folder named by SCREENSHOTS, for eyes; without it, nothing."""
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}-{page.viewport_size['width']}.png", full_page=True)
