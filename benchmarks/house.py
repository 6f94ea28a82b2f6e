"""A cooperative to measure: an application on a database of its own, members by the thousand, people signed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import event, insert

from foundation.accounts.access import open_session
from foundation.accounts.models import Account
from foundation.accounts.permissions import Role
from foundation.accounts.rules.attempts import Way
from foundation.accounts.services import create_account, grant_role
from foundation.accounts.session import TOKEN_KEY
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.kernel.sorting import sort_key
from foundation.web.transaction import transaction
from membership.models.facts import CategoryFact, CollegeFact, MembershipFact
from membership.models.identity import Person
from membership.models.members import Member
from scic.app import create_app
from scic.config import Config
from shares.models import ShareMovement, ShareOperation
from statutes.services import adopt

ROOT = Path(__file__).parent.parent
SECRET = "the secret of a bench, which guards nothing at all"  # noqa: S105
TOKEN = "a page was read before"  # noqa: S105
SINCE = date(2024, 3, 1)
RECORDED = datetime(2024, 3, 1, 12, tzinfo=UTC)
SHARE_CENTS = 2000
MOVEMENTS = 4
COLLEGES = ("structures", "salaries", "collectivites", "financeurs", "benevoles")


def house(folder: Path) -> Flask:
    """An application on a new SQLite database, with statutes of five colleges."""
    url = f"sqlite:///{folder / 'scic.sqlite'}"
    app = create_app(Config(mode="test", database_url=url, secret_key=SECRET, var_folder=folder))
    with app.app_context():
        upgrade()
        with transaction():
            adopt((ROOT / "statutes" / "examples" / "pole.toml").read_text(encoding="utf-8"), SYSTEM, RECORDED)
    return app


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


def people(count: int) -> None:
    """`count` members with four movements of shares each, written in bulk."""
    numbers = range(1, count + 1)
    shared = {"effective_on": SINCE, "recorded_at": RECORDED, "actor_id": None, "actor_name": "bench"}
    names = {number: f"Nom{number % 977:03d}-{number}" for number in numbers}
    keys = {number: sort_key(f"{names[number]} Prénom") for number in numbers}
    db.session.execute(
        insert(Person),
        [
            {
                "id": number,
                "first_names": f"Prénom{number % 89}",
                "last_name": names[number],
                "email": f"membre{number}@exemple.fr",
                "sort_key": keys[number],
                "search_key": keys[number],
                "double_key": keys[number],
            }
            for number in numbers
        ],
    )
    db.session.execute(insert(Member), [{"id": number, "number": number, "person_id": number} for number in numbers])
    facts = [{"member_id": number, **shared} for number in numbers]
    db.session.execute(insert(MembershipFact), [{**fact, "event": "admitted"} for fact in facts])
    db.session.execute(insert(CategoryFact), [{**fact, "category": COLLEGES[0]} for fact in facts])
    colleges = [{**fact, "college": COLLEGES[fact["member_id"] % len(COLLEGES)], "rank": 1} for fact in facts]
    db.session.execute(insert(CollegeFact), colleges)
    db.session.execute(
        insert(ShareOperation),
        [{"id": rank, "kind": "subscription", **shared} for rank in range(1, count * MOVEMENTS + 1)],
    )
    db.session.execute(
        insert(ShareMovement), [_subscribed(number, step) for number in numbers for step in range(MOVEMENTS)]
    )


def _subscribed(member: int, step: int) -> dict[str, object]:
    """A movement of a generated journal: fully paid shares, without a true seal."""
    rank, shares = MOVEMENTS * (member - 1) + step + 1, 1 + (member + step) % 7
    amounts = dict.fromkeys(("subscribed_cents", "called_cents", "paid_cents"), shares * SHARE_CENTS)
    return {
        "number": rank,
        "operation_id": rank,
        "kind": "subscription",
        "member_id": member,
        "shares": shares,
        "nominal_cents": SHARE_CENTS,
        **amounts,
        "effective_on": SINCE,
        "recorded_at": RECORDED,
        "prev_hash": "",
        "hash": "",
    }


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
