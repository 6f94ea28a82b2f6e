"""A vote: opened on a frozen roll with its quorum, one right a member and one a proxy, one vote at a time, one decision."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from governance.models import Decision
from governance.queries.floor import floor_at
from governance.rules.presence import Mode, Way
from governance.services.assemblies import ItemDraft, add_item
from governance.services.notice import convene
from governance.services.presence import check_in, check_out
from governance.services.proxies import revoke_proxy
from governance.services.voting import close_vote, open_vote
from membership.services.assignment import record_category
from shares.services.unpaid import record_notice
from tests.factories.governance import (
    CONVENED,
    OPENED,
    account_of,
    convened,
    decide,
    end_session,
    give_proxy,
    in_session,
    make_assembly,
    open_evening,
    pole_members,
    pole_statutes,
    refusal,
)
from tests.factories.membership import make_member
from tests.factories.shares import hold
from tests.factories.statutes import GONE
from votes.models import Ballot, Box, BoxResult, Hand, Right
from votes.queries import rights_by_kind, rights_of
from votes.services.casting import cast, cast_at_desk

AT = OPENED + timedelta(minutes=10)
THEN = AT + timedelta(minutes=5)
VOLUNTEERS = ["Maëlys Kervadec", "Yann Le Guirriec", "Solène Abiven"]


@pytest.fixture(autouse=True)
def database(session):
    return session


def opened(assembly, position=2, at=AT) -> Box:
    return open_vote(assembly, assembly.items[position - 1].id, actor=SYSTEM, at=at)


def closed(assembly, position=2, at=THEN) -> Decision:
    return close_vote(assembly, assembly.items[position - 1].id, actor=SYSTEM, at=at)


def roll_of(box) -> dict[str, tuple[str, bool, str]]:
    """College, presence and way of each right, by name."""
    rows = db.session.execute(select(Right).where(Right.box_id == box.id)).scalars()
    return {right.name: (right.college, right.present, right.kind) for right in rows}


def ballots(box) -> dict[str, str]:
    rows = db.session.execute(
        select(Right.name, Ballot.choice).join(Ballot, Ballot.right_id == Right.id).where(Right.box_id == box.id)
    )
    return {name: choice.strip('"') for name, choice in rows}


# ---- the roll ----------------------------------------------------------------------------------------


def test_a_member_without_a_share_has_no_right():
    pole_statutes()
    members = pole_members()
    make_member("Gwenola Sanspart", "benevoles")
    assembly = convened()
    open_evening(assembly, members, present=list(members))
    assert "Gwenola Sanspart" not in roll_of(opened(assembly))
    assert [one.candidate.name for one in floor_at(assembly, AT).roll.excluded] == ["Gwenola Sanspart"]


def test_called_shares_unpaid_thirty_days_after_a_formal_notice_give_no_right():
    pole_statutes()
    members = pole_members()
    owing = make_member("Odile Prigent", "benevoles")
    hold(owing, 2, paid_cents=1000, called_cents=4000)
    record_notice(owing.id, 3000, date(2026, 1, 5), actor=SYSTEM, at=CONVENED)
    assembly = convened()
    open_evening(assembly, members, present=list(members))
    [left_out] = floor_at(assembly, AT).roll.excluded
    assert (left_out.candidate.number, "rule 12" in left_out.message) == (owing.number, True)


def test_a_share_taken_after_the_record_date_gives_no_right():
    pole_statutes()
    members = pole_members()
    late = make_member("Gwenola Tardive", "benevoles")
    hold(late, 1, on=date(2026, 6, 13), at=OPENED + timedelta(days=2))
    assembly = convened()
    open_evening(assembly, members, present=list(members))
    assert "Gwenola Tardive" not in roll_of(opened(assembly))


def test_a_member_of_no_college_keeps_every_vote_from_opening():
    """Rule 7: every member in exactly one college at the record date."""
    pole_statutes()
    members = pole_members()
    renamed = {"colleges[1].id": "equipe", "bodies[0].seats_by_college.salaries": GONE}
    pole_statutes(effective_on=date(2026, 6, 1), **renamed)
    assembly = convened()
    open_evening(assembly, members, present=list(members))
    with pytest.raises(Refused) as refused:
        opened(assembly)
    assert refused.value.rule == 7
    assert refused.value.values["name"] in {"Inès Oubrahim", "Bastien Dubreuil"}
    assert assembly.items[1].box_id is None


def test_there_is_one_right_a_member_whoever_holds_it():
    pole_statutes()
    members = pole_members()
    assembly = convened()
    give_proxy(assembly, members, "Solène Abiven", "Yann Le Guirriec")
    open_evening(assembly, members, present=["Yann Le Guirriec", "Inès Oubrahim", "Bastien Dubreuil"])
    box = opened(assembly)
    assert len(roll_of(box)) == db.session.query(Right).count() == 10
    assert roll_of(box)["Solène Abiven"] == ("benevoles", True, "represented")
    assert roll_of(box)["Yann Le Guirriec"] == ("benevoles", True, "present")
    assert roll_of(box)["Recyclerie des Prés"] == ("structures", False, "absent")


def test_the_roll_is_frozen_when_the_vote_opens():
    """Arrivals, departures, proxies and colleges of afterwards are for the next vote."""
    pole_statutes()
    members = pole_members()
    assembly = convened(resolutions=["Première", "Seconde"])
    give_proxy(assembly, members, "Solène Abiven", "Yann Le Guirriec")
    open_evening(assembly, members, present=["Yann Le Guirriec", "Inès Oubrahim", "Bastien Dubreuil"])
    box = opened(assembly)
    before = roll_of(box)
    check_in(assembly, members["Recyclerie des Prés"].id, mode=Mode.IN_PERSON, actor=SYSTEM, at=THEN)
    check_out(assembly, members["Inès Oubrahim"].id, actor=SYSTEM, at=THEN)
    revoke_proxy(assembly, members["Solène Abiven"].id, actor=SYSTEM, at=THEN)
    record_category(members["Bastien Dubreuil"].id, "benevoles", date(2026, 6, 10), actor=SYSTEM, at=THEN)
    assert roll_of(box) == before
    closed(assembly)
    after = roll_of(opened(assembly, 3, THEN))
    assert after["Recyclerie des Prés"] == ("structures", True, "present")
    assert after["Inès Oubrahim"][1:] == (False, "absent")
    assert after["Solène Abiven"][1:] == (False, "absent")
    assert after["Bastien Dubreuil"][0] == "benevoles"


def test_a_later_arrival_cannot_vote_on_the_open_question():
    assembly, members = in_session(VOLUNTEERS)
    account = account_of(members["Inès Oubrahim"])
    box = opened(assembly)
    check_in(assembly, members["Inès Oubrahim"].id, mode=Mode.IN_PERSON, actor=SYSTEM, at=THEN)
    assert rights_of(box.id, account.id) == []


def test_a_holder_votes_for_himself_and_for_his_principal():
    pole_statutes()
    members = pole_members()
    account = account_of(members["Yann Le Guirriec"])
    assembly = convened()
    give_proxy(assembly, members, "Atelier du Canal", "Yann Le Guirriec")
    open_evening(assembly, members, present=VOLUNTEERS)
    box = opened(assembly)
    held = rights_of(box.id, account.id)
    assert [(right.name, right.college, right.via) for right in held] == [
        ("Yann Le Guirriec", "benevoles", "self"),
        ("Atelier du Canal", "structures", "proxy"),
    ]
    for right, choice in zip(held, ("for", "against"), strict=True):
        cast(box.id, right.right_id, choice, account_id=account.id, at=AT)
    assert ballots(box) == {"Yann Le Guirriec": "for", "Atelier du Canal": "against"}


def test_a_principal_who_arrives_votes_himself():
    pole_statutes()
    members = pole_members()
    holder, principal = account_of(members["Yann Le Guirriec"]), account_of(members["Atelier du Canal"])
    assembly = convened()
    give_proxy(assembly, members, "Atelier du Canal", "Yann Le Guirriec")
    open_evening(assembly, members, present=[*VOLUNTEERS, "Atelier du Canal"])
    box = opened(assembly)
    assert [right.name for right in rights_of(box.id, holder.id)] == ["Yann Le Guirriec"]
    assert [right.name for right in rights_of(box.id, principal.id)] == ["Atelier du Canal"]


def test_a_right_of_another_cannot_be_cast():
    assembly, members = in_session()
    mine, other = account_of(members["Inès Oubrahim"]), account_of(members["Bastien Dubreuil"])
    box = opened(assembly)
    [right] = rights_of(box.id, other.id)
    assert refusal(lambda: cast(box.id, right.right_id, "for", account_id=mine.id, at=AT)) == (404, "right")
    assert ballots(box) == {}


# ---- blank proxies (rule 34) -------------------------------------------------------------------------


def blank_evening():
    """The mutual bank leaves its proxy blank; the second resolution is not supported by the board."""
    pole_statutes()
    members = pole_members()
    assembly = make_assembly(resolutions=["Du conseil"])
    against = ItemDraft("D’un associé", "Texte.", "ordinary", supported_by_board=False, replaceable=True)
    add_item(assembly, against, actor=SYSTEM, at=CONVENED)
    convene(assembly, actor=SYSTEM, at=CONVENED)
    give_proxy(assembly, members, "Caisse solidaire du Val", None)
    open_evening(assembly, members, present=VOLUNTEERS)
    return assembly


def test_a_blank_proxy_votes_for_what_the_board_supports_and_against_the_rest():
    """L225-106 III."""
    assembly = blank_evening()
    box = opened(assembly)
    assert ballots(box) == {"Caisse solidaire du Val": "for"}
    closed(assembly)
    assert ballots(opened(assembly, 3, THEN)) == {"Caisse solidaire du Val": "against"}


def test_a_blank_proxy_is_counted_in_the_college_of_its_principal():
    assembly = blank_evening()
    box = opened(assembly)
    assert roll_of(box)["Caisse solidaire du Val"] == ("financeurs", True, Way.BLANK_PROXY.value)
    closed(assembly)
    result = db.session.execute(select(BoxResult).where(BoxResult.box_id == box.id)).scalar_one()
    assert result.result["by_college"]["financeurs"]["carried_for"] == "1/10"


def test_nobody_holds_a_blank_proxy_in_hand():
    assembly = blank_evening()
    box = opened(assembly)
    [right_id] = rights_by_kind(box.id, Way.BLANK_PROXY.value)
    right = db.session.get_one(Right, right_id)
    hands = db.session.execute(select(Hand).where(Hand.right_id == right_id)).all()
    assert (hands, right.via) == ([], "none")


# ---- casting and closing -----------------------------------------------------------------------------


def voter(replaceable: bool = False):
    """An open vote and a member with a phone: (assembly, box, right id, account)."""
    pole_statutes()
    members = pole_members()
    account = account_of(members["Inès Oubrahim"])
    assembly = make_assembly(resolutions=[])
    item = ItemDraft("Approbation", "Texte.", "ordinary", replaceable=replaceable)
    add_item(assembly, item, actor=SYSTEM, at=CONVENED)
    convene(assembly, actor=SYSTEM, at=CONVENED)
    open_evening(assembly, members, present=list(members))
    box = opened(assembly)
    return assembly, box, rights_of(box.id, account.id)[0].right_id, account


def test_a_ballot_after_the_closing_is_refused_and_changes_nothing():
    assembly, box, right, account = voter(replaceable=True)
    cast(box.id, right, "for", account_id=account.id, at=AT)
    closed(assembly)
    assert refusal(lambda: cast(box.id, right, "against", account_id=account.id, at=THEN)) == (409, "box-closed")
    assert refusal(lambda: cast_at_desk(box.id, right, "against", actor=SYSTEM, at=THEN)) == (409, "box-closed")
    assert ballots(box) == {"Inès Oubrahim": "for"}


def test_a_second_ballot_is_refused_where_ballots_are_final():
    _assembly, box, right, account = voter()
    cast(box.id, right, "for", account_id=account.id, at=AT)
    assert refusal(lambda: cast(box.id, right, "against", account_id=account.id, at=AT)) == (409, "ballot-final")
    assert ballots(box) == {"Inès Oubrahim": "for"}


def test_the_same_ballot_again_gets_the_first_receipt():
    _assembly, box, right, account = voter()
    first = cast(box.id, right, "for", account_id=account.id, at=AT)
    again = cast(box.id, right, "for", account_id=account.id, at=THEN)
    assert (first.state, again.state, again.at) == ("recorded", "repeated", AT)


def test_a_ballot_is_replaced_where_the_question_allows_it_and_counted_once():
    assembly, box, right, account = voter(replaceable=True)
    cast(box.id, right, "for", account_id=account.id, at=AT)
    assert cast(box.id, right, "against", account_id=account.id, at=AT).state == "replaced"
    closed(assembly)
    result = db.session.execute(select(BoxResult)).scalar_one()
    assert (result.ballots, result.result["adopted"]) == (1, False)


def test_members_answer_one_question_at_a_time():
    assembly, _members = in_session(resolutions=["Première", "Seconde"])
    opened(assembly)
    assert refusal(lambda: opened(assembly, 3)) == (409, "vote-open")
    assert assembly.items[2].box_id is None
    closed(assembly)
    opened(assembly, 3, THEN)


def test_opening_again_gives_the_same_box_and_closing_again_the_same_decision():
    assembly, _members = in_session()
    box = opened(assembly)
    assert opened(assembly, at=THEN).id == box.id
    assert db.session.query(Box).count() == 1
    decision = closed(assembly)
    assert closed(assembly, at=THEN + timedelta(minutes=1)).id == decision.id
    assert db.session.query(Decision).count() == 1


def test_a_vote_that_was_not_opened_is_not_closed():
    assembly, _members = in_session()
    assert refusal(lambda: closed(assembly)) == (409, "vote-not-open")


def test_a_point_without_a_vote_is_not_put_to_the_vote():
    assembly, _members = in_session()
    assert refusal(lambda: opened(assembly, 1)) == (422, "item-no-vote")


def test_a_vote_where_nobody_voted_is_closed_as_rejected():
    assembly, _members = in_session()
    opened(assembly)
    assert closed(assembly).adopted is False


def test_a_decision_is_dated_by_the_clock_of_the_place():
    """22:30 in Paris is already tomorrow in Nouméa."""
    assembly, _members = in_session(zone="Pacific/Noumea")
    assert decide(assembly, 2, at=OPENED + timedelta(hours=1)).decided_on == date(2026, 6, 13)
    end_session(assembly, at=OPENED + timedelta(hours=2))


# ---- one member, several accounts ---------------------------------------------------------------------


def test_every_account_of_a_member_holds_its_right_and_the_proxies_given_to_it():
    """Neither the first account nor the newest is preferred: whoever may act for the member holds what it holds."""
    pole_statutes()
    members = pole_members()
    accounts = [account_of(members["Yann Le Guirriec"]) for _ in range(2)]
    bank = [account_of(members["Caisse solidaire du Val"]) for _ in range(2)]
    assembly = convened()
    give_proxy(assembly, members, "Solène Abiven", "Yann Le Guirriec")
    open_evening(assembly, members, present=["Yann Le Guirriec", "Caisse solidaire du Val", "Inès Oubrahim"])
    box = opened(assembly)
    for account in accounts:
        assert [right.name for right in rights_of(box.id, account.id)] == ["Yann Le Guirriec", "Solène Abiven"]
    for account in bank:
        assert [right.name for right in rights_of(box.id, account.id)] == ["Caisse solidaire du Val"]


def test_access_given_once_the_vote_is_open_is_for_the_next_vote():
    assembly, members = in_session()
    box = opened(assembly)
    account = account_of(members["Inès Oubrahim"])
    assert rights_of(box.id, account.id) == []
