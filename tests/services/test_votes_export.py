"""`scic votes export ID`: the count file of a closed vote, and nothing else on standard output."""

from contextlib import AbstractContextManager
from datetime import datetime

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.ctx import AppContext

from foundation.kernel.audit import SYSTEM
from foundation.web.transaction import transaction
from tests.factories.votes import draft, roll
from votes import queries
from votes.cli import votes
from votes.services import boxes, casting, closing


class Door:
    """The way to the application that the root command hands down."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def application(self) -> AbstractContextManager[AppContext]:
        """Its context."""
        return self.app.app_context()


def export(app: Flask, *arguments: str) -> Result:
    return CliRunner().invoke(votes, ["export", *arguments], obj=Door(app))


@pytest.fixture
def box_id(own_app: Flask, at: datetime) -> int:
    with own_app.app_context(), transaction():
        box = boxes.open_box(draft(), roll(1, 2, 3), actor=SYSTEM, at=at)
        casting.cast(box.id, queries.rights_of(box.id, 1)[0].right_id, "for", account_id=1, at=at)
        return box.id


def test_an_exported_count_file_recounts(own_app: Flask, at: datetime, box_id: int) -> None:
    with own_app.app_context(), transaction():
        closing.close_box(box_id, actor=SYSTEM, at=at)
    exported = export(own_app, str(box_id))
    assert (exported.exit_code, exported.stderr) == (0, "")
    assert export(own_app, str(box_id), "--json").stdout == exported.stdout
    recounted = CliRunner().invoke(votes, ["count", "-"], input=exported.stdout)
    assert recounted.exit_code == 0


@pytest.mark.parametrize("wanted", ["the open one", "999"])
def test_a_vote_that_is_open_or_not_there_is_one_line_and_2(own_app: Flask, box_id: int, wanted: str) -> None:
    refused = export(own_app, "999" if wanted == "999" else str(box_id))
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert len(refused.stderr.splitlines()) == 1


def test_an_id_is_a_number(own_app: Flask) -> None:
    assert export(own_app, "three").exit_code == 2
