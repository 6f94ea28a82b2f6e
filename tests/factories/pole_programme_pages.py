"""How tests open the pages of the programme: forms sent, addresses with the ids that there are, statements counted."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from foundation.kernel.db import db
from pole.programme.models import Proposal


def placed(path: str) -> str:
    """The address with the id of the proposal that there is: ids go on counting from test to test."""
    return path.replace("{proposal}", str(the_proposal().id))


def the_proposal() -> Proposal:
    """The first proposal there is."""
    return db.session.scalars(select(Proposal).order_by(Proposal.id).limit(1)).one()


def text_of(client: FlaskClient, path: str, status: int = 200) -> str:
    """The page, answered with this status."""
    response = client.get(path)
    assert response.status_code == status, (path, response.status)
    return response.get_data(as_text=True)


def sent(client: FlaskClient, path: str, status: int = 302, **fields: object) -> str:
    """What a form that was sent answers, with this status."""
    response = client.post(path, data=fields, content_type="multipart/form-data")
    assert response.status_code == status, (path, response.status, response.get_data(as_text=True)[:4000])
    return response.get_data(as_text=True)


def statements_of(client: FlaskClient, app: Flask, path: str) -> int:
    """How many statements a page costs, the second time it is opened."""
    client.get(path)
    seen: list[str] = []
    with app.app_context():
        engine = db.engine

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        assert client.get(path).status_code == 200
        event.remove(engine, "before_cursor_execute", note)
    return len(seen)
