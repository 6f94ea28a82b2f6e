"""What pages cost does not grow with the cooperative: every page is opened at two sizes, and one that grows is named.

Statements, rows fetched and bytes are counted, nothing is timed: these counts are the same on a busy machine.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event, select
from sqlalchemy.engine.cursor import CursorFetchStrategy

from benchmarks.cooperative.planting import plant
from benchmarks.house import headers_of, somebody
from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.web.transaction import transaction
from membership.models.applications import Application, ApplicationFact
from membership.models.facts import CategoryFact
from membership.models.members import Member
from membership.services.access import give_access
from shares.models import RefundRequest, ShareOperation
from tests import databases as sources
from tests.factories.membership import make_member
from tests.factories.treasury import THEIRS, asked, camt, ntry, our_account, subscribed
from treasury.services.bringing_in import bring_in

SMALL, LARGE = 150, 600
ROOMS = ("membres", "parts", "tresorerie", "conformite", "courriels", "journal", "travaux", "attestations", "adhesion")
ROUTES = json.loads((Path(__file__).parents[1] / "route-list.json").read_text(encoding="utf-8"))
# Of what the generated cooperative has none: nothing to open. Files that hold every row are weighed by the bench.
ABSENT = {
    "code", "demand_id", "dispatch_id", "document_id", "dropped_id", "file_id", "key", "mail_id", "merge_id", "name",
    "notice_id", "batch_id", "upload_id", "wish_id", "job_id",
}  # fmt: skip
FILES = {"/membres/tableau", "/parts/mouvements"}
ORGANISATIONS = ("organisation", "representant")
MORE_STATEMENTS = 1  # a list that first had no second page, a kept figure that was counted anew
MOST_ROWS = 300
MORE_BYTES = 1.6
FULL_PAGE = 30_000  # bytes of a list of fifty lines
# What these tell follows from everybody's facts or movements, which rules of Python read: fetched, never shown.
ADDED_UP = {
    "/conformite", "/membres/ecrire", "/membres/injoignables", "/membres/numeros", "/membres/propositions", "/parts",
    "/parts/capital", "/parts/remboursements",
}  # fmt: skip


@dataclass(frozen=True)
class Cost:
    """What one page cost."""

    status: int
    statements: list[str]
    rows: int
    size: int


class House:
    """A cooperative of a size, and somebody with every role who opens its pages."""

    def __init__(self, app, size: int) -> None:
        self.app, self.client = app, app.test_client(use_cookies=False)
        with app.app_context():
            with transaction():
                plant(size)
                self._bank(max(2, size // 50))
            with transaction():
                account = somebody(1_000_000, *(role for role in Role if role is not Role.MEMBER))
                person = db.session.scalars(select(Member.person_id).where(Member.person_id.is_not(None))).first()
                give_access(person, account.id, actor=SYSTEM, at=now())
                self.headers = headers_of(app, account)
            self.known = self._known()
            db.session.remove()

    def _bank(self, count: int) -> None:
        our_account()
        members = [make_member(category="benevoles", on=date(2024, 3, 1)) for _one in range(2 * count)]
        requests = [asked(one, 4, first_on=date(2026, 4, 1)) for one in members[:count]]
        for one in members[count:]:
            subscribed(one, 2)
        lines = [ntry(6000, words=one.reference, iban=THEIRS, name=one.holder, tx=one.reference) for one in requests]
        bring_in(camt(*lines, opening=None), "r.xml", actor=SYSTEM, at=now())
        self.reference = requests[0].reference

    def _known(self) -> dict[str, str]:
        one = db.session.scalar
        member = one(select(Member).where(Member.person_id.is_not(None)).order_by(Member.number))
        group = one(select(Member).where(Member.organisation_id.is_not(None)).order_by(Member.number))
        claims = select(RefundRequest.id).outerjoin(ShareOperation, ShareOperation.claim_id == RefundRequest.id)
        step = one(select(ApplicationFact).order_by(ApplicationFact.id))
        return {
            "number": str(member.number),
            "group": str(group.number),
            "person_id": str(member.person_id),
            "party_id": str(member.person_id),
            "organisation_id": str(group.organisation_id),
            "application_id": str(one(select(Application.id))),
            "kind": "personnes",
            "step": str(step.id),
            "fact_id": str(one(select(CategoryFact.id).where(CategoryFact.member_id == member.id))),
            "claim_id": str(one(claims.where(ShareOperation.id.is_(None))) or 1),
            "operation_id": str(one(select(ShareOperation.id).order_by(ShareOperation.id.desc()))),
            "reference": self.reference,
            "line_id": "1",
            "account_id": "1",
        }

    def address(self, route: str) -> str:
        """A place of this route in this house."""
        known = dict(self.known)
        if route.rpartition("/")[2] in ORGANISATIONS or "/representant" in route or "/partage" in route:
            known |= {"number": known["group"], "party_id": known["organisation_id"]}
        if "/operations/<kind>" in route:
            known["kind"] = "souscription"
        if "/historique/" in route:
            known["kind"] = "category"
        if "/etapes/" in route:
            known["fact_id"] = known["step"]
        return re.sub(r"<(?:[^<>:]+:)?(\w+)>", lambda found: known[found[1]], route)

    def cost(self, address: str) -> Cost:
        """Open a page, the second time: what is kept between requests is there."""
        self.client.get(address, headers=self.headers)
        with fetched(self.app) as seen:
            answer = self.client.get(address, headers=self.headers)
        return Cost(answer.status_code, seen.statements, seen.rows, len(answer.data))


@dataclass
class Seen:
    """What was said to the database, and how many rows came back."""

    statements: list[str]
    rows: int = 0


@contextmanager
def fetched(app) -> Iterator[Seen]:
    """Count statements and rows meanwhile."""
    seen = Seen([])
    with app.app_context():
        engine = db.engine

    def note(_connection, _cursor, statement, *_rest):
        seen.statements.append(statement)

    def counting(name):
        real = getattr(CursorFetchStrategy, name)

        def fetch(*args, **kwargs):
            rows = real(*args, **kwargs)
            seen.rows += len(rows) if isinstance(rows, list) else rows is not None
            return rows

        return fetch

    with pytest.MonkeyPatch.context() as patch:
        for name in ("fetchone", "fetchmany", "fetchall"):
            patch.setattr(CursorFetchStrategy, name, counting(name))
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", note)


@pytest.fixture(scope="module")
def houses(databases, tmp_path_factory):
    apps = [sources.application(databases.migrated(), tmp_path_factory.mktemp("growth")) for _one in range(2)]
    yield [House(app, size) for app, size in zip(apps, (SMALL, LARGE), strict=True)]
    for app in apps:
        sources.close(app)


def walked() -> list[str]:
    """Every page of the rooms that hold members, shares and money, and the front page."""
    found = ["/"]
    for route in ROUTES:
        path = route.removeprefix("GET ")
        names = set(re.findall(r"<(?:[^<>:]+:)?(\w+)>", path))
        in_rooms = path.split("/")[1].partition("?")[0] in ROOMS
        if route.startswith("GET ") and in_rooms and not names & ABSENT and not path.startswith(tuple(FILES)):
            found.append(path)
    return found


PAGES = [
    *walked(),
    *(f"/membres?tri={sort}" for sort in ("-name", "number", "category", "college", "since")),
    "/membres?q=kerbre",
    "/membres?college=benevoles&nature=personne",
    "/membres?etat=anciens",
    "/membres?etat=tous&page=2",
    "/membres?date=2022-01-01&connu=2023-01-01",
    "/membres/personnes?q=le",
    "/parts?tri=-shares",
    "/parts?date=2022-01-01",
    "/tresorerie/lignes?etat=waiting",
]

AIMS = {
    **dict.fromkeys(("/membres", "/membres?q=kerbre", "/membres?etat=anciens", "/membres/personnes?q=le", "/parts"), 8),
    **dict.fromkeys(("/membres?date=2022-01-01&connu=2023-01-01", "/parts?date=2022-01-01"), 8),
    **dict.fromkeys(("/membres/<int:number>", "/membres/<int:group>"), 10),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_the_same_in_a_larger_cooperative(houses, page):
    small, large = (house.cost(house.address(page)) for house in houses)
    assert large.status == small.status < 500
    more = len(large.statements) - len(small.statements)
    assert more <= MORE_STATEMENTS, f"{page}: {more} more statements\n" + "\n".join(large.statements)
    bounds(page, small, large)


@pytest.mark.parametrize(("page", "most"), AIMS.items())
def test_a_list_takes_eight_statements_at_most_and_the_page_of_a_member_ten(houses, page, most):
    """The reader's session and the settings of the house included."""
    said = houses[1].cost(houses[1].address(page)).statements
    assert len(said) <= most, f"{page}: {len(said)} statements\n" + "\n".join(said)


def bounds(page: str, small: Cost, large: Cost) -> None:
    """A page holds no more for a larger cooperative once its list is full; rows are bounded but for those that add up."""
    assert large.size <= MORE_BYTES * max(small.size, FULL_PAGE), f"{page}: from {small.size} to {large.size} bytes"
    if page.partition("?")[0] not in ADDED_UP:
        assert large.rows <= MOST_ROWS, f"{page}: {large.rows} rows fetched"
