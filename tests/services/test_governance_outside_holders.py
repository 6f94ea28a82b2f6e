"""Proxy holders who are not members: entrusted, at the door, voting by the desk's hand, on the papers (rule 33)."""

from datetime import date, timedelta

import pytest

from foundation.kernel.audit import SYSTEM, AuditEntry
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from governance.models import HolderPassage, OutsideHolder, Proxy
from governance.queries.floor import floor_at
from governance.queries.minutes import minutes_data
from governance.queries.sheet_paper import sheet_data
from governance.rules.minutes_texts import MinutesTexts
from governance.rules.presence import Mode, Way
from governance.services.outside_holders import OutsideDraft, check_in_holder, check_out_holder
from governance.services.presence import check_in
from governance.services.proxies import ProxyDraft, register_proxy
from governance.services.voting import close_vote, open_vote
from tests.factories.governance import (
    CONVENED,
    OPENED,
    STARTS,
    convened,
    end_session,
    open_evening,
    pole_members,
    pole_statutes,
    refusal,
)
from tests.factories.statutes import GONE
from votes.queries import rights_at_desk
from votes.services.casting import cast_at_desk

ADA, BOB, EVE = "Maëlys Kervadec", "Yann Le Guirriec", "Solène Abiven"
CAMILLE = OutsideDraft("Camille Roche", "spouse", "camille@exemple.fr")
AT = CONVENED + timedelta(days=3)


@pytest.fixture(autouse=True)
def database(session):
    return session


def evening(**statutes):
    pole_statutes(**statutes)
    return pole_members(), convened()


@pytest.fixture
def couples():
    """Statutes that let the spouse hold a proxy."""
    return evening(**{"proxies.holders": "members_and_spouses"})


@pytest.fixture
def anyone():
    """Statutes that let anyone hold proxies, two at most."""
    return evening(**{"proxies.holders": "anyone"})


def entrust(room, principal, outside=CAMILLE, *, at=AT, **more):
    members, assembly = room
    draft = ProxyDraft(members[principal].id, None, date(2026, 5, 22), outside=outside, **more)
    return register_proxy(assembly, draft, actor=SYSTEM, at=at)


def ways(room, at=STARTS):
    members, assembly = room
    found = floor_at(assembly, at).standings
    return {name: found[member.id].way for name, member in members.items()}


def the_holder() -> int:
    return db.session.query(OutsideHolder).one().id


# ---- entrusting --------------------------------------------------------------------------------------


def test_where_the_statutes_want_members_alone_a_spouse_is_refused_and_nothing_is_kept():
    room = evening()
    with pytest.raises(Refused) as refused:
        entrust(room, EVE)
    assert (refused.value.code, refused.value.rule, refused.value.source) == ("proxy-members-only", 33, "statuts")
    assert db.session.query(OutsideHolder).count() == db.session.query(Proxy).count() == 0


def test_in_an_sa_the_law_lets_the_spouse_hold_a_proxy_whatever_the_statutes_say():
    room = evening(legal_form="SA")
    assert entrust(room, EVE).relation == "spouse"
    with pytest.raises(Refused) as refused:
        entrust(room, "Inès Oubrahim", OutsideDraft("Gildas Tanguy", "other"))
    assert (refused.value.code, "L225-106" in refused.value.source) == ("proxy-relation", True)


def test_a_proxy_names_its_holder_and_what_was_declared(couples):
    proxy = entrust(couples, EVE, paper="Remis par l’associée")
    assert (proxy.holder_member_id, proxy.relation, proxy.paper) == (None, "spouse", "Remis par l’associée")
    holder = db.session.query(OutsideHolder).one()
    assert (holder.name, holder.email) == ("Camille Roche", "camille@exemple.fr")
    told = db.session.query(AuditEntry).filter_by(tag="governance:proxy:registered").one()
    assert told.details == {"principal": EVE, "holder": "Camille Roche"}


def test_the_same_proxy_again_is_one_and_another_needs_the_first_revoked(couples):
    assert entrust(couples, EVE).id == entrust(couples, EVE, OutsideDraft("camille ROCHE", "spouse")).id
    assert refusal(lambda: entrust(couples, EVE, OutsideDraft("Gildas Tanguy", "spouse"))) == (422, "proxy-given")


def test_a_spouse_holds_the_proxy_of_one_member_alone(couples):
    entrust(couples, EVE)
    assert refusal(lambda: entrust(couples, BOB)) == (422, "proxy-one-spouse")


def test_one_person_is_one_holder_however_the_name_is_typed_and_the_limit_counts(anyone):
    entrust(anyone, EVE)
    entrust(anyone, BOB, OutsideDraft("CAMILLE  roche".replace("  ", " "), "other"))
    with pytest.raises(Refused) as refused:
        entrust(anyone, ADA, OutsideDraft("Camille Roché", "other"))
    assert (refused.value.code, refused.value.values["held"]) == ("proxy-limit", 2)
    assert db.session.query(OutsideHolder).count() == 1


def test_a_member_is_not_passed_off_as_somebody_from_outside(anyone):
    assert refusal(lambda: entrust(anyone, EVE, OutsideDraft("yann le guirriec", "other"))) == (
        422,
        "proxy-holder-is-member",
    )


def test_a_holder_from_outside_never_makes_a_blank_proxy(anyone):
    entrust(anyone, EVE)
    assert ways(anyone)[EVE] is Way.ABSENT
    assert not floor_at(anyone[1], STARTS).proxies[anyone[0][EVE].id].is_blank


# ---- the door ----------------------------------------------------------------------------------------


def test_the_member_is_represented_while_that_holder_is_in_the_room(couples):
    _members, assembly = couples
    entrust(couples, EVE)
    for _ in range(2):
        check_in_holder(assembly, the_holder(), actor=SYSTEM, at=STARTS)
    assert ways(couples)[EVE] is Way.REPRESENTED
    check_out_holder(assembly, the_holder(), actor=SYSTEM, at=STARTS + timedelta(minutes=5))
    assert ways(couples, STARTS + timedelta(minutes=6))[EVE] is Way.ABSENT
    assert [one.kind for one in db.session.query(HolderPassage).order_by(HolderPassage.id)] == ["arrived", "left"]


def test_the_holder_counts_for_the_quorum_only_as_the_members_he_stands_for(couples):
    _members, assembly = couples
    entrust(couples, EVE)
    before = len(floor_at(assembly, STARTS).taking_part)
    check_in_holder(assembly, the_holder(), actor=SYSTEM, at=STARTS)
    floor = floor_at(assembly, STARTS)
    assert (before, len(floor.taking_part), len(floor.roll.entitled)) == (0, 1, 10)


def test_a_member_who_comes_votes_himself_and_his_spouse_no_longer_stands_for_him(couples):
    members, assembly = couples
    entrust(couples, EVE)
    check_in_holder(assembly, the_holder(), actor=SYSTEM, at=STARTS)
    check_in(assembly, members[EVE].id, mode=Mode.IN_PERSON, actor=SYSTEM, at=STARTS + timedelta(minutes=1))
    assert ways(couples, STARTS + timedelta(minutes=2))[EVE] is Way.PRESENT


def test_a_holder_of_another_assembly_is_not_let_in(couples):
    entrust(couples, EVE)
    other = convened()
    act = lambda: check_in_holder(other, the_holder(), actor=SYSTEM, at=STARTS)  # noqa: E731
    assert refusal(act) == (404, "no-holder")


# ---- the vote and the papers -------------------------------------------------------------------------


@pytest.fixture
def held(couples):
    """An evening where Camille stands for Solène; everybody but Solène is there; one vote, entered by hand."""
    members, assembly = couples
    entrust(couples, EVE)
    check_in_holder(assembly, the_holder(), actor=SYSTEM, at=STARTS)
    open_evening(assembly, members, present=[name for name in members if name != EVE])
    box = open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=OPENED)
    return couples, box


def test_the_desk_enters_the_vote_of_a_holder_who_has_no_account(held):
    (_members, assembly), box = held
    [right] = [one for one in rights_at_desk(box.id) if one.name == EVE]
    assert (right.holder_name, right.has_account, right.cast) == ("Camille Roche", False, False)
    cast_at_desk(box.id, right.right_id, "against", actor=SYSTEM, at=OPENED + timedelta(minutes=1))
    decision = close_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=OPENED + timedelta(minutes=2))
    assert not decision.adopted, "one ballot, against"


def test_the_sheet_and_the_minutes_print_the_holder_and_the_quality(held):
    (members, assembly), _box = held
    close_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=OPENED + timedelta(minutes=2))
    check_out_holder(assembly, the_holder(), actor=SYSTEM, at=OPENED + timedelta(minutes=3))
    end_session(assembly, at=OPENED + timedelta(minutes=9))
    rows = {row["number"]: row for row in sheet_data(assembly, OPENED + timedelta(hours=1))["rows"]}
    assert rows[members[EVE].number]["holder"] == "Camille Roche, conjoint, non associé"
    data = minutes_data(assembly, MinutesTexts(), number="1", draft=True, at=OPENED + timedelta(hours=1))
    assert data["attendance"]["outside_holders"] == [
        {"name": "Camille Roche", "quality": "conjoint, non associé", "principal": "Solène ABIVEN"}
    ]
    [told] = [one["text"] for one in data["events"]]
    assert told.startswith("Départ de Camille Roche (mandataire non associé)")


def test_a_silent_sarl_lets_the_spouse_and_nobody_else():
    days = {f"assemblies.{kind}.second_notice_days": 15 for kind in ("ordinary", "extraordinary")}
    room = evening(**{"legal_form": "SARL", "proxies.holders": GONE, "proxies.blank": GONE, **days})
    assert refusal(lambda: entrust(room, EVE, OutsideDraft("Camille Roche", "partner"))) == (422, "proxy-relation")
    assert entrust(room, EVE).outside_holder_id is not None
