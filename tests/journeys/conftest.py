"""The demonstration behind a real server, once for the whole run; journeys that only look share it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.browser import LiveServer, serve

if TYPE_CHECKING:
    from tests.databases import Databases


@dataclass(frozen=True)
class Demo:
    """Where the demonstration runs, its logins by role, and where its special places are."""

    server: LiveServer
    known: dict[str, str]

    @property
    def url(self) -> str:
        """Its address."""
        return self.server.url


@pytest.fixture(scope="session")
def demo(databases: "Databases", tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demonstration, completed so that every page has something to show."""
    from tests.databases import SECRET, application, close
    from tests.journeys.stage import set_up_demo

    url, var = databases.migrated(), tmp_path_factory.mktemp("demo")
    app = application(url, var)
    with app.app_context():
        known = set_up_demo()
    close(app)
    server = serve(url, var, SCIC_MODE="demo", SCIC_SECRET_KEY=SECRET)
    yield Demo(server, known)
    server.stop()
