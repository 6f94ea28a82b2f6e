"""Before a vote opens: the quorum of its kind on each basis (rule 31), and no policy left unsaid (rule 8)."""

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from governance.models import QuorumFact
from governance.rules.presence import Mode
from governance.services.assemblies import ItemDraft, add_item
from governance.services.notice import convene
from governance.services.presence import check_in
from governance.services.voting import close_vote, open_vote
from tests.factories.governance import (
    CONVENED,
    OPENED,
    convened,
    give_proxy,
    in_session,
    make_assembly,
    open_evening,
    pole_members,
    pole_statutes,
    refusal,
)
from tests.factories.shares import hold
from tests.factories.statutes import GONE
from votes.models import Box

AT = OPENED + timedelta(minutes=10)
THEN = AT + timedelta(minutes=5)
VOLUNTEERS = ["Maëlys Kervadec", "Yann Le Guirriec", "Solène Abiven"]


@pytest.fixture(autouse=True)
def database(session):
    return session


def opened(assembly, position=2, at=AT) -> Box:
    return open_vote(assembly, assembly.items[position - 1].id, actor=SYSTEM, at=at)


# ---- the quorum (rule 31) ----------------------------------------------------------------------------


def quorum_case(basis: str, required: str, present: list[str], shares: dict[str, int] | None = None):
    """An assembly in session under that quorum, with these members there."""
    pole_statutes(
        **{"assemblies.ordinary.quorum_basis": basis, "assemblies.ordinary.quorum_first": required},
    )
    members = pole_members()
    for name, number in (shares or {}).items():
        hold(members[name], number)
    assembly = convened()
    open_evening(assembly, members, present=present)
    return assembly, members


STRUCTURES = ["Atelier du Canal", "Recyclerie des Prés", "La Fournée Commune"]
ONE_EACH = ["Atelier du Canal", "Inès Oubrahim", "Communauté de communes du Val", "Caisse solidaire du Val"]


@pytest.mark.parametrize(
    ("basis", "required", "short", "arrival"),
    [
        # 3 of 10 members
        ("members", "3/10", VOLUNTEERS[:2], VOLUNTEERS[2]),
        # 300 shares in all, 30 each: 90 of 300
        ("shares", "3/10", STRUCTURES[:2], STRUCTURES[2]),
        # 2/5 structures in full; then one employee of two: 2/5 + 1/5 x 1/2 = 1/2 exactly
        ("weighted_by_college", "1/2", STRUCTURES, "Inès Oubrahim"),
        # a third of each of the five colleges, exactly
        ("per_college", "1/3", ONE_EACH, "Maëlys Kervadec"),
    ],
)
def test_a_vote_opens_exactly_at_the_quorum_and_not_one_member_before(basis, required, short, arrival):
    assembly, members = quorum_case(basis, required, short)
    with pytest.raises(Refused) as refused:
        opened(assembly)
    assert (refused.value.code, refused.value.rule) == ("no-quorum", 31)
    assert assembly.items[1].box_id is None
    check_in(assembly, members[arrival].id, mode=Mode.IN_PERSON, actor=SYSTEM, at=AT)
    box = opened(assembly)
    fact = db.session.execute(select(QuorumFact).where(QuorumFact.agenda_item_id == assembly.items[1].id)).scalar_one()
    assert (fact.met, fact.figures["basis"], box.opened_at) == (True, basis, AT)
    if basis != "per_college":
        assert Fraction(fact.figures["reached"]) == Fraction(required)


def test_the_refusal_says_how_many_are_missing_to_the_reader():
    assembly, _members = in_session(VOLUNTEERS[:2])
    with pytest.raises(Refused) as refused:
        opened(assembly)
    values = refused.value.values
    assert (values["present"], values["entitled"], values["required"]) == (2, 10, Fraction(1, 4))


def test_proxies_and_remote_members_count_for_the_quorum():
    pole_statutes()
    members = pole_members()
    assembly = convened()
    give_proxy(assembly, members, "Solène Abiven", "Yann Le Guirriec")
    open_evening(assembly, members, present=["Yann Le Guirriec"])
    assert refusal(lambda: opened(assembly)) == (422, "no-quorum")
    check_in(assembly, members["Inès Oubrahim"].id, mode=Mode.REMOTE, actor=SYSTEM, at=AT)
    opened(assembly)


def test_a_mixed_assembly_opens_ordinary_votes_on_the_ordinary_quorum_alone():
    pole_statutes()
    members = pole_members()
    assembly = make_assembly("mixed")
    add_item(assembly, ItemDraft("Changer le siège", "Texte.", "extraordinary"), actor=SYSTEM, at=CONVENED)
    convene(assembly, actor=SYSTEM, at=CONVENED)
    open_evening(assembly, members, present=VOLUNTEERS)
    opened(assembly)
    close_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=THEN)
    assert refusal(lambda: opened(assembly, 3, THEN)) == (422, "no-quorum")


# ---- policies (rule 8) -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        ("voting.silent_college", {}),
        ("voting.empty_college", {}),
        ("voting.base", {}),
        ("voting.college_tie", {"voting.carry": "block"}),
        ("assemblies.ordinary.abstention", {}),
    ],
)
def test_a_policy_that_the_statutes_leave_unsaid_keeps_the_vote_closed(key, changes):
    """Rule 8: it is never guessed, and the sentence names the key."""
    assembly, _members = in_session(statutes={key: GONE, **changes})
    with pytest.raises(Refused) as refused:
        opened(assembly)
    assert (refused.value.rule, refused.value.values["key"]) == (8, key)
    assert assembly.items[1].box_id is None
    assert db.session.query(Box).count() == 0
