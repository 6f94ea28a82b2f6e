"""A question of a consultation is not given more time alone: its life leads to the page that extends them all."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from foundation.accounts.permissions import Role
from foundation.kernel.clock import now
from foundation.kernel.db import db
from governance.services.consulting import open_consultation
from tests.factories.accounts import make_account, sign_in
from tests.factories.consultations import BY, opinion, written
from tests.factories.governance import pole_members, pole_statutes
from votes.models import Box

pytestmark = pytest.mark.usefixtures("session")


def test_one_question_is_not_extended_alone(client: FlaskClient) -> None:
    pole_statutes()
    pole_members()
    at = now().replace(microsecond=0) - timedelta(days=1)
    made = written(opinion(), opinion("Et l’an prochain ?"), at=at)
    open_consultation(made.id, at=at + timedelta(minutes=1), **BY)
    box = db.session.get_one(Box, made.questions[0].box_id)
    ends, whole = box.closes_at, f"/consultations/{made.id}/prolonger"
    sign_in(client, make_account("Lin Bureau", Role.BOARD, language="en"))
    life = client.get(f"/votes/{box.id}/vie").get_data(as_text=True)
    assert whole in life
    assert f"/votes/{box.id}/vie/prolonger" not in life
    asked = client.get(f"/votes/{box.id}/vie/prolonger")
    assert (asked.status_code, asked.location) == (302, whole)
    until = f"{ends + timedelta(days=3):%Y-%m-%dT%H:%M}"
    sent = client.post(f"/votes/{box.id}/vie/prolonger", data={"until": until, "reason": "Panne."})
    assert sent.status_code == 422
    assert "the whole consultation" in sent.get_data(as_text=True)
    db.session.expire_all()
    assert db.session.get_one(Box, box.id).closes_at == ends
