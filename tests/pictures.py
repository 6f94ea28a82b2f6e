"""`python -m tests.pictures` takes the pictures of docs/pictures again, from the demonstration, in a Chromium without a screen.

The evening of the demonstration is set to yesterday evening, so that the pictures tell an evening at any hour of the day.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdfium2
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import PARIS, day_of, now
from foundation.kernel.db import db
from foundation.kernel.settings import get_settings
from foundation.web.transaction import transaction
from governance.models import Assembly
from governance.queries.papers import papers_of
from governance.services.voting import close_vote, open_vote
from scic.demo.load import demo_logins, load_demo
from tests.browser import FLAGS, ROOT, LiveServer, serve
from tests.databases import SqliteDatabases, application, close
from tests.journeys.stage import LAST_YEAR, TONIGHT, sign_in
from votes.queries import rights_at_desk
from votes.services.casting import cast_at_desk

FOLDER = ROOT / "docs" / "pictures"
CHAIR, HOLDER = 0, 7
MOST_BYTES = 200_000
STILL_TO_VOTE = 9


def yesterday_evening() -> datetime:
    """Twenty-five to nine in Paris, the day before."""
    day = day_of(now()) - timedelta(days=1)
    return datetime.combine(day, time(20, 35), ZoneInfo(PARIS))


def open_the_vote(at: datetime) -> list[str]:
    """The demonstration with a vote open, most rights used; the logins, in the order of the demonstration."""
    load_demo(at)
    with transaction():
        tonight = db.session.get_one(Assembly, TONIGHT)
        box = open_vote(tonight, tonight.items[2].id, actor=SYSTEM, at=at)
        logins = [email for _what, email in demo_logins(get_settings().demo_logins)]
        waiting = [right for right in rights_at_desk(box.id) if not right.cast and not right.has_account]
        others = [right for right in rights_at_desk(box.id) if not right.cast and right.has_account]
        for rank, right in enumerate([*waiting, *others[:-STILL_TO_VOTE]]):
            choice = "against" if rank % 6 == 4 else "abstain" if rank % 9 == 7 else "for"
            cast_at_desk(box.id, right.right_id, choice, actor=SYSTEM, at=at + timedelta(seconds=20 + rank))
    return logins


def close_the_vote(at: datetime) -> int:
    """The number of the box whose result is shown."""
    with transaction():
        tonight = db.session.get_one(Assembly, TONIGHT)
        close_vote(tonight, tonight.items[2].id, actor=SYSTEM, at=at + timedelta(minutes=4))
        return int(tonight.items[2].box_id or 0)


def minutes_page() -> bytes:
    """The page of last year's minutes that tells a vote, as PNG."""
    paper = next(one for one in papers_of(db.session.get_one(Assembly, LAST_YEAR)) if one.kind == "minutes")
    pdf = pypdfium2.PdfDocument(paper.content)
    image = pdf[min(1, len(pdf) - 1)].render(scale=1.5).to_pil()
    kept = BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


def keep(name: str, png: bytes) -> None:
    """Write one picture as small as it goes without a loss; too heavy a one is a fault."""
    path = FOLDER / f"{name}.png"
    Image.open(BytesIO(png)).convert("RGB").save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        sys.exit(f"{path.name} weighs {path.stat().st_size} bytes, over {MOST_BYTES}")


def opener(browser: Browser, server: LiveServer, email: str) -> Callable[..., Page]:
    """`show(address, width, height)` opens a page of this person at that size."""

    def show(address: str, width: int, height: int, *, scheme: str = "light", scale: float = 1) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            device_scale_factor=scale,
            locale="fr-FR",
            timezone_id=PARIS,
            reduced_motion="reduce",
        )
        page = context.new_page()
        sign_in(page, server.url, email)
        page.goto(server.url + address)
        page.wait_for_timeout(300)
        return page

    return show


def take(app: Flask, server: LiveServer, browser: Browser, at: datetime, logins: list[str]) -> None:
    """Every picture, in the order of the evening."""
    desk, phone = opener(browser, server, logins[CHAIR]), opener(browser, server, logins[HOLDER])
    evening = f"/assemblees/{TONIGHT}"
    keep("bureau", desk(f"{evening}/bureau", 1280, 900).screenshot())
    keep("bureau-sombre", desk(f"{evening}/bureau", 1280, 900, scheme="dark").screenshot())
    keep("telephone", phone(f"{evening}/voter", 390, 1180, scale=1.5).screenshot())
    keep("ecran", desk(f"{evening}/ecran", 1280, 720).screenshot())
    keep("capital", desk("/parts/capital", 1280, 1120).screenshot())
    keep("fiche", phone("/parts/moi", 390, 1180, scale=1.5).screenshot())
    keep("evaluation", desk("/evaluations/2/resultat/8", 1280, 1120).screenshot())
    keep("accueil", phone("/", 390, 1180, scale=1.5).screenshot())
    with app.app_context():
        box = close_the_vote(at)
        keep("proces-verbal", minutes_page())
    keep("ecran-resultat", desk(f"{evening}/ecran", 1280, 720).screenshot())
    keep("resultat", desk(f"/votes/{box}?suite={evening}", 1280, 1080).screenshot())


def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    at = yesterday_evening()
    with tempfile.TemporaryDirectory() as folder:
        url = SqliteDatabases(Path(folder)).migrated()
        app = application(url, Path(folder))
        with app.app_context():
            logins = open_the_vote(at)
        server = serve(url, Path(folder) / "var", SCIC_MODE="demo", SCIC_PUBLIC_URL="http://pole.example")
        try:
            with sync_playwright() as playwright:
                path = shutil.which("chromium") or shutil.which("google-chrome")
                take(app, server, playwright.chromium.launch(executable_path=path, args=FLAGS), at, logins)
        finally:
            server.stop()
            close(app)


if __name__ == "__main__":
    main()
