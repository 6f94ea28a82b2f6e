"""A cooperative to measure: an application on a database of its own, people signed in, statements counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import event

from foundation.accounts.access import open_session
from foundation.accounts.models import Account
from foundation.accounts.permissions import Role
from foundation.accounts.rules.attempts import Way
from foundation.accounts.services import create_account, grant_role
from foundation.accounts.session import TOKEN_KEY
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.web.transaction import transaction
from scic.app import create_app
from scic.config import Config
from statutes.services import adopt

ROOT = Path(__file__).parent.parent
SECRET = "the secret of a bench, which guards nothing at all"  # noqa: S105
TOKEN = "a page was read before"  # noqa: S105
RECORDED = datetime(2024, 3, 1, 12, tzinfo=UTC)
COLLEGES = ("structures", "salaries", "collectivites", "financeurs", "benevoles")


def house(folder: Path) -> Flask:
    """An application on a new SQLite database, with statutes of five colleges."""
    app = migrated(f"sqlite:///{folder / 'scic.sqlite'}", folder)
    with app.app_context(), transaction():
        adopt((ROOT / "statutes" / "examples" / "pole.toml").read_text(encoding="utf-8"), SYSTEM, RECORDED)
    return app


def migrated(url: str, folder: Path) -> Flask:
    """An application on the database at `url`, brought up to date."""
    app = application(url, folder)
    with app.app_context():
        upgrade()
    return app


def application(url: str, folder: Path) -> Flask:
    """An application on the database at `url`."""
    return create_app(Config(mode="test", database_url=url, secret_key=SECRET, var_folder=folder))


def environment(folder: Path, port: int) -> dict[str, str]:
    """The same database, served as in production."""
    return {
        "SCIC_MODE": "production",
        "SCIC_DATABASE_URL": f"sqlite:///{folder / 'scic.sqlite'}",
        "SCIC_SECRET_KEY": SECRET,
        "SCIC_PUBLIC_URL": f"http://localhost:{port}",
        "SCIC_VAR": str(folder),
        "SCIC_PORT": str(port),
        "SCIC_WORKERS": "2",
    }


def somebody(number: int, *roles: Role) -> Account:
    """An account."""
    address = f"personne{number}@exemple.fr"
    account = create_account(email=address, name=f"Personne {number}", actor=SYSTEM, at=now())
    for role in roles:
        grant_role(account, role, actor=SYSTEM, at=now())
    return account


def headers_of(app: Flask, account: Account) -> dict[str, str]:
    """What a signed-in browser sends: its cookie."""
    token = open_session(account, way=Way.PASSWORD, browser="bench", at=now())
    serializer = app.session_interface.get_signing_serializer(app)
    cookie = serializer.dumps({"_permanent": True, TOKEN_KEY: token, "csrf_token": TOKEN})
    return {"Cookie": f"session={cookie}"}


def form_token() -> str:
    """What a page's form holds against forgery."""
    return str(URLSafeTimedSerializer(SECRET, salt="wtf-csrf-token").dumps(TOKEN))


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """The SQL statements that are sent meanwhile."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_others) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
