"""What pages cost: statements do not grow with members nor with the agenda, and a poll that finds nothing costs three."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, insert

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from governance.models import AgendaItem
from governance.queries.pulse import pulse
from governance.rules.presence import Mode
from governance.services.presence import check_in, check_out, name_officer
from governance.services.proxies import revoke_proxy
from governance.services.session import deal_with, record_incident
from governance.services.voting import close_vote, open_vote
from membership.models.facts import CategoryFact, CollegeFact, MembershipFact
from membership.models.identity import Person
from membership.models.members import Member
from shares.models import ShareMovement, ShareOperation
from tests.factories.accounts import make_account, sign_in
from tests.factories.governance import account_of, decide, end_session, give_proxy, tonight
from tests.factories.membership import ADMITTED, RECORDED
from votes.queries import rights_of
from votes.services.casting import cast

PAGES = {
    "desk": "/assemblees/{}/bureau",
    "desk fragment": "/assemblees/{}/bureau/en-direct",
    "phone": "/assemblees/{}/voter",
    "phone fragment": "/assemblees/{}/voter/en-direct",
    "projector": "/assemblees/{}/ecran",
    "projector fragment": "/assemblees/{}/ecran/en-direct",
    "door": "/assemblees/{}/emargement",
    "proxies": "/assemblees/{}/pouvoirs",
    "own proxy": "/assemblees/{}/mon-pouvoir",
    "assembly": "/assemblees/{}",
    "assemblies": "/assemblees",
    "decisions": "/decisions",
    "notice": "/assemblees/{}/convocation",
}
TRANSACTION = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is said to the database inside the block, the test's own transactions aside."""
    said: list[str] = []
    bind = db.session.get_bind()
    engine = getattr(bind, "engine", bind)

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith(TRANSACTION):
            said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


def more_members(size: int) -> None:
    """Volunteers in bulk, each with a share."""
    start = (db.session.query(Member).order_by(Member.id.desc()).first().id) + 1
    last = db.session.query(ShareMovement).count()
    deal = {
        "id": db.session.query(ShareOperation).count() + 1,
        "kind": "subscription",
        "decision": "",
        "motive": "",
        "document": "",
        "means": "",
        "payer": "",
    }
    who = {"recorded_at": RECORDED, "actor_id": None, "actor_name": "scic", "effective_on": ADMITTED}
    rows: dict[type, list[dict[str, object]]] = {
        model: []
        for model in (Person, Member, MembershipFact, CategoryFact, CollegeFact, ShareOperation, ShareMovement)
    }
    rows[ShareOperation].append({**deal, **who})
    when = {name: who[name] for name in ("recorded_at", "effective_on")}
    seals = {"operation_id": deal["id"], "prev_hash": "0" * 64, "hash": "0" * 64}
    for rank, n in enumerate(range(start + 1000, start + 1000 + size), start=1):
        key = f"nom{n} yann"
        keys = {"double_key": key, "sort_key": key, "search_key": key}
        rows[Person].append({"id": n, "first_names": "Yann", "last_name": f"Nom{n}", **keys})
        rows[Member].append({"id": n, "number": n, "person_id": n, "organisation_id": None})
        rows[MembershipFact].append({"member_id": n, "event": "admitted", **who})
        rows[CategoryFact].append({"member_id": n, "category": "benevoles", **who})
        rows[CollegeFact].append({"member_id": n, "college": "benevoles", "rank": 1, **who})
        worth = dict.fromkeys(("nominal_cents", "subscribed_cents", "called_cents", "paid_cents"), 2000)
        bought = {"kind": "subscription", "shares": 1, **worth, **seals, **when}
        rows[ShareMovement].append({"number": last + rank, "member_id": n, **bought})
    for model, values in rows.items():
        db.session.execute(insert(model), values)
    db.session.flush()


def costs(client, assembly) -> dict[str, int]:
    found, number = {}, assembly.id
    for name, path in PAGES.items():
        with statements() as said:
            assert client.get(path.format(number)).status_code == 200, name
        found[name] = len(said)
    return found


@pytest.fixture
def evening(client, session):
    """In session: one resolution decided, one vote open, a proxy; a chair who is also a member is signed in."""
    assembly, members = tonight(resolutions=["Première", "Deuxième", "Troisième"])
    chair = account_of(members["Maëlys Kervadec"])
    start = assembly.opened_at
    decide(assembly, 2, at=start + timedelta(minutes=1))
    open_vote(assembly, assembly.items[2].id, actor=SYSTEM, at=start + timedelta(minutes=10))
    board = make_account("Yann Le Guirriec", Role.BOARD)
    sign_in(client, board)
    return assembly, members, chair


def test_no_page_costs_more_statements_with_ten_times_the_members(client, evening):
    assembly, _members, _chair = evening
    more_members(50)
    small = costs(client, assembly)
    more_members(540)
    assert costs(client, assembly) == small
    assert max(small.values()) <= 24, small


def test_no_page_costs_more_statements_with_ten_times_the_agenda(client, evening):
    assembly, _members, _chair = evening
    small = costs(client, assembly)
    for position in range(5, 32):
        db.session.add(
            AgendaItem(assembly_id=assembly.id, position=position, title=f"Point {position}", question="ordinary")
        )
    db.session.flush()
    db.session.expire_all()
    assert costs(client, assembly) == small


def test_no_page_costs_more_statements_with_ten_times_the_votes(client, session):
    """Boxes, results and decisions are read together."""
    sign_in(client, make_account("Odile Pengam", Role.BOARD))
    found, members = [], None
    for number in (2, 12):
        assembly, members = tonight(resolutions=[f"Résolution {rank}" for rank in range(number)], members=members)
        for rank in range(number):
            decide(assembly, rank + 2, at=assembly.opened_at + timedelta(seconds=200 * rank))
        found.append(costs(client, assembly))
    assert found[0] == found[1]


@pytest.mark.parametrize("page", ["desk", "phone", "projector"])
def test_a_poll_that_finds_nothing_new_costs_three_statements_and_no_page(client, evening, page):
    assembly, members, _chair = evening
    address = PAGES[f"{page} fragment"].format(assembly.id)
    first = client.get(address)
    tag = {"If-None-Match": first.headers["ETag"]}
    with statements() as said:
        again = client.get(address, headers=tag)
    assert (again.status_code, again.get_data()) == (304, b"")
    assert len(said) <= 3, said
    check_out(assembly, members["Inès Oubrahim"].id, actor=SYSTEM, at=now())
    assert client.get(address, headers=tag).status_code == 200


def test_opening_a_vote_costs_the_same_after_ten_votes_as_after_two(session):
    assembly, _members = tonight(resolutions=[f"Résolution {rank}" for rank in range(12)])
    found = []
    for rank in range(12):
        at = assembly.opened_at + timedelta(seconds=200 * rank)
        with statements() as said:
            open_vote(assembly, assembly.items[rank + 1].id, actor=SYSTEM, at=at)
        found.append(len(said))
        close_vote(assembly, assembly.items[rank + 1].id, actor=SYSTEM, at=at + timedelta(seconds=100))
    assert found[2] == found[11], found


# ---- the pulse says every change, and nothing else ---------------------------------------------------


def test_the_pulse_changes_with_every_fact_of_the_evening(session):
    assembly, members = tonight(["Maëlys Kervadec", "Yann Le Guirriec", "Inès Oubrahim"], resolutions=["Une", "Deux"])
    item, box_rights = assembly.items[1], {}
    account = account_of(members["Inès Oubrahim"])

    def open_it():
        box = open_vote(assembly, item.id, actor=SYSTEM, at=now())
        box_rights[0] = (box.id, rights_of(box.id, account.id)[0].right_id)

    def vote():
        box_id, right_id = box_rights[0]
        cast(box_id, right_id, "for", account_id=account.id, at=now())

    acts = {
        "arrival": lambda: check_in(assembly, members["Atelier du Canal"].id, mode=Mode.REMOTE, actor=SYSTEM, at=now()),
        "departure": lambda: check_out(assembly, members["Atelier du Canal"].id, actor=SYSTEM, at=now()),
        "proxy": lambda: give_proxy(assembly, members, "Solène Abiven", "Yann Le Guirriec"),
        "revocation": lambda: revoke_proxy(assembly, members["Solène Abiven"].id, actor=SYSTEM, at=now()),
        "officer": lambda: name_officer(
            assembly, "teller_2", "Solène Abiven", capacity="", member_id=None, actor=SYSTEM, at=now()
        ),
        "incident": lambda: record_incident(assembly, "Le micro grésille.", actor=SYSTEM, at=now()),
        "point": lambda: deal_with(assembly, assembly.items[0].id, actor=SYSTEM, at=now()),
        "opening": open_it,
        "ballot": vote,
        "closing": lambda: close_vote(assembly, item.id, actor=SYSTEM, at=now()),
        "end": lambda: end_session(assembly, at=now()),
    }
    last = pulse(assembly.id, count_ballots=True)
    for name, act in acts.items():
        assert pulse(assembly.id, count_ballots=True) == last, f"before {name}"
        act()
        db.session.flush()
        beat = pulse(assembly.id, count_ballots=True)
        assert beat != last, name
        last = beat


def test_a_phone_does_not_stir_for_the_ballot_of_another(session):
    assembly, members = tonight()
    mine, other = account_of(members["Inès Oubrahim"]), account_of(members["Bastien Dubreuil"])
    box = open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=now())
    before = pulse(assembly.id, account_id=mine.id)
    cast(box.id, rights_of(box.id, other.id)[0].right_id, "for", account_id=other.id, at=now())
    assert pulse(assembly.id, account_id=mine.id) == before
    cast(box.id, rights_of(box.id, mine.id)[0].right_id, "for", account_id=mine.id, at=now())
    assert pulse(assembly.id, account_id=mine.id) != before


def test_another_assembly_does_not_stir_this_one(session):
    assembly, members = tonight()
    before = pulse(assembly.id, count_ballots=True)
    other, _members = tonight(members=members)
    open_vote(other, other.items[1].id, actor=SYSTEM, at=now())
    assert pulse(assembly.id, count_ballots=True) == before
    assert pulse(999_999) is None
