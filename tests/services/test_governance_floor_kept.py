"""The floor that phones share: drawn up once, drawn again after any act, never another assembly's, never in a write."""

from datetime import timedelta

import pytest

from foundation.kernel.audit import SYSTEM
from governance.queries import floor_kept
from governance.queries.floor_kept import floor_now
from governance.queries.rights import rights_on
from governance.services.presence import check_out
from governance.services.voting import open_vote
from tests.factories.ballots import statements_of
from tests.factories.governance import OPENED, account_of, give_proxy, in_session
from votes.queries import rights_of
from votes.services.casting import cast

pytestmark = pytest.mark.usefixtures("session")
AT = OPENED + timedelta(minutes=5)


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """What `shared_database` answers, last first; nothing is kept from another test."""
    said: list[str | None] = ["sqlite:///ici.db"]
    monkeypatch.setattr(floor_kept, "shared_database", lambda: said[0])
    monkeypatch.setattr(floor_kept, "_kept", {})
    return said


def test_the_second_phone_stands_on_the_floor_of_the_first_for_one_statement(shared):
    assembly, _members = in_session()
    first = floor_now(assembly, AT)
    assert floor_now(assembly, AT + timedelta(seconds=2)) is first
    assert statements_of(lambda: floor_now(assembly, AT)) == 1


def test_any_act_makes_a_new_floor(shared):
    assembly, members = in_session()
    before = floor_now(assembly, AT)
    gone = members["Inès Oubrahim"].id
    check_out(assembly, gone, actor=SYSTEM, at=AT)
    after = floor_now(assembly, AT)
    assert after is not before
    assert gone in {one.member_id for one in before.taking_part}
    assert gone not in {one.member_id for one in after.taking_part}


def test_one_floor_gives_each_member_their_own_rights_alone(shared):
    assembly, members = in_session(present=["Maëlys Kervadec", "Yann Le Guirriec", "Inès Oubrahim"])
    give_proxy(assembly, members, "Solène Abiven", "Yann Le Guirriec")
    yann = account_of(members["Yann Le Guirriec"], "Yann Le Guirriec")
    ines = account_of(members["Inès Oubrahim"], "Inès Oubrahim")
    floor = floor_now(assembly, AT)
    his, hers = rights_on(floor_now(assembly, AT), yann.id), rights_on(floor_now(assembly, AT), ines.id)
    assert floor_now(assembly, AT) is floor
    assert ([one.name for one in his.own], [one.name for one in his.held]) == (["Yann Le Guirriec"], ["Solène Abiven"])
    assert ([one.name for one in hers.own], list(hers.held)) == (["Inès Oubrahim"], [])


def test_a_ballot_leaves_no_trace_on_the_floor(shared):
    """No partial result: what is shared between phones is the same before and after somebody voted."""
    assembly, members = in_session()
    account = account_of(members["Inès Oubrahim"])
    box = open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=AT)
    before = floor_now(assembly, AT)
    [right] = rights_of(box.id, account.id)
    cast(box.id, right.right_id, "against", account_id=account.id, at=AT)
    after = floor_now(assembly, AT)
    assert repr(after) == repr(before)
    assert "against" not in repr(after)


def test_another_assembly_or_another_database_never_lends_its_floor(shared):
    assembly, members = in_session()
    other, _members = in_session(["Maëlys Kervadec"], members=members)
    here = floor_now(assembly, AT)
    assert floor_now(other, AT) is not here
    assert floor_now(assembly, AT) is here
    shared[0] = "sqlite:///ailleurs.db"
    assert floor_now(assembly, AT) is not here


def test_inside_a_write_nothing_is_kept_nor_lent(shared):
    assembly, _members = in_session()
    kept = floor_now(assembly, AT)
    shared[0] = None
    assert floor_now(assembly, AT) is not kept
    assert next(iter(floor_kept._kept.values()))[1] is kept


def test_no_more_floors_are_kept_than_a_house_needs(shared):
    assembly, _members = in_session()
    for place in range(floor_kept.FLOORS_KEPT + 2):
        shared[0] = f"sqlite:///{place}.db"
        floor_now(assembly, AT)
    assert len(floor_kept._kept) <= floor_kept.FLOORS_KEPT
