"""The day on which a session opens, and the sheet that its officers certify before it closes (rule 36)."""

from datetime import UTC, datetime, timedelta

import pytest

from foundation.kernel.audit import SYSTEM, Actor, AuditEntry
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from governance.models import SheetCertification
from governance.queries.desk import desk_at
from governance.queries.minutes import minutes_data
from governance.queries.sheet_paper import sheet_data
from governance.rules.kinds import AssemblyState
from governance.rules.minutes_texts import MinutesTexts
from governance.rules.presence import Mode
from governance.rules.steps import Step
from governance.services.certification import certify_sheet
from governance.services.presence import check_in, check_out, name_officer
from governance.services.proxies import ProxyDraft, register_proxy
from governance.services.session import close_session, deal_with, open_session
from governance.services.voting import close_vote, open_vote
from tests.factories.accounts import make_account
from tests.factories.governance import OPENED, STARTS, convened, in_session, pole_members, pole_statutes, refusal

ADA, BOB, EVE = "Maëlys Kervadec", "Yann Le Guirriec", "Solène Abiven"
LATER = OPENED + timedelta(minutes=30)


@pytest.fixture(autouse=True)
def database(session):
    return session


# ---- the day -----------------------------------------------------------------------------------------


def ready(**options):
    """A convened assembly with its officers and one member at the door."""
    pole_statutes()
    members, assembly = pole_members(), convened(**options)
    for seat in ("chair", "secretary"):
        name_officer(assembly, seat, ADA, capacity="", member_id=None, actor=SYSTEM, at=assembly.convened_at)
    check_in(assembly, members[ADA].id, mode=Mode.IN_PERSON, actor=SYSTEM, at=assembly.convened_at)
    return assembly


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (datetime(2026, 6, 11, 21, 59, tzinfo=UTC), "session-early"),  # 23:59 in Paris, the day before
        (datetime(2026, 6, 13, 8, tzinfo=UTC), "session-late"),
        (datetime(2026, 7, 12, 16, tzinfo=UTC), "session-late"),
    ],
)
def test_a_session_opens_on_no_other_day_than_that_of_its_notice(at, code):
    assembly = ready()
    with pytest.raises(Refused) as refused:
        open_session(assembly, actor=SYSTEM, at=at)
    assert (refused.value.code, "R225-66" in refused.value.source) == (code, True)
    assert refused.value.values["day"] == assembly.meets_on
    assert assembly.state is AssemblyState.CONVENED


@pytest.mark.parametrize("at", [datetime(2026, 6, 11, 22, 0, tzinfo=UTC), datetime(2026, 6, 12, 21, 59, tzinfo=UTC)])
def test_it_opens_at_any_hour_of_that_day_where_it_meets(at):
    assembly = ready()
    open_session(assembly, actor=SYSTEM, at=at)
    assert assembly.opened_at == at


def test_convened_for_late_in_the_evening_it_may_open_just_after_midnight():
    start = datetime(2026, 6, 12, 21, 30, tzinfo=UTC)
    assembly = ready(starts_at=start)
    open_session(assembly, actor=SYSTEM, at=start + timedelta(minutes=45))
    assert assembly.state is AssemblyState.OPEN


def test_an_open_session_runs_past_midnight_and_decides():
    assembly, _members = in_session()
    night = STARTS + timedelta(hours=8)
    open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=night)
    close_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=night + timedelta(minutes=3))
    certify_sheet(assembly, actor=SYSTEM, at=night + timedelta(minutes=4))
    close_session(assembly, actor=SYSTEM, at=night + timedelta(minutes=5))
    assert assembly.state is AssemblyState.CLOSED


# ---- rule 36 -----------------------------------------------------------------------------------------


def test_a_session_does_not_close_before_its_sheet_is_certified():
    assembly, _members = in_session()
    with pytest.raises(Refused) as refused:
        close_session(assembly, actor=SYSTEM, at=LATER)
    assert (refused.value.code, refused.value.rule) == ("sheet-not-certified", 36)
    assert "R225-95" in refused.value.source
    assert assembly.state is AssemblyState.OPEN


def test_certifying_is_an_act_with_its_actor_its_moment_and_its_figures():
    assembly, _members = in_session([ADA, BOB])
    chair = make_account(ADA)
    certify_sheet(assembly, actor=Actor(chair.id, ADA), at=LATER)
    fact = db.session.query(SheetCertification).one()
    assert (fact.certified_by, fact.account_id, fact.at) == (ADA, chair.id, LATER)
    assert [one["name"] for one in fact.officers] == [ADA, BOB, "Odile Pengam"]
    assert (fact.figures["present"], fact.figures["entitled"], fact.figures["shares"]) == (2, 10, 60)
    assert db.session.query(AuditEntry).filter_by(tag="governance:sheet:certified").one().actor_name == ADA


def move(assembly, members, what, at):
    acts = {
        "arrival": lambda: check_in(assembly, members[EVE].id, mode=Mode.REMOTE, actor=SYSTEM, at=at),
        "departure": lambda: check_out(assembly, members[BOB].id, actor=SYSTEM, at=at),
        "proxy": lambda: register_proxy(
            assembly, ProxyDraft(members[EVE].id, members[BOB].id, STARTS.date()), actor=SYSTEM, at=at
        ),
        "officer": lambda: name_officer(assembly, "chair", BOB, capacity="", member_id=None, actor=SYSTEM, at=at),
    }
    acts[what]()


@pytest.mark.parametrize("what", ["arrival", "departure", "proxy", "officer"])
def test_what_moves_after_it_asks_for_another_certification(what):
    assembly, members = in_session([ADA, BOB])
    certify_sheet(assembly, actor=SYSTEM, at=LATER)
    move(assembly, members, what, LATER + timedelta(minutes=1))
    with pytest.raises(Refused) as refused:
        close_session(assembly, actor=SYSTEM, at=LATER + timedelta(minutes=2))
    assert (refused.value.code, refused.value.rule, refused.value.values["taking_part"]) == ("sheet-moved", 36, 2)
    certify_sheet(assembly, actor=SYSTEM, at=LATER + timedelta(minutes=3))
    close_session(assembly, actor=SYSTEM, at=LATER + timedelta(minutes=4))
    assert assembly.state is AssemblyState.CLOSED


def test_certified_again_while_nothing_moved_it_is_one_fact():
    assembly, _members = in_session()
    assert certify_sheet(assembly, actor=SYSTEM, at=LATER).id == certify_sheet(assembly, actor=SYSTEM, at=LATER).id


def test_it_is_certified_in_session_and_with_no_vote_open():
    pole_statutes()
    pole_members()
    assert refusal(lambda: certify_sheet(convened(), actor=SYSTEM, at=STARTS)) == (409, "not-in-session")


def test_it_is_not_certified_while_a_vote_is_open():
    assembly, _members = in_session()
    open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=OPENED)
    assert refusal(lambda: certify_sheet(assembly, actor=SYSTEM, at=LATER)) == (409, "vote-open")


def test_the_desk_says_certify_then_close():
    assembly, _members = in_session()
    deal_with(assembly, assembly.items[0].id, actor=SYSTEM, at=OPENED)
    open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=OPENED)
    close_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=OPENED + timedelta(minutes=3))
    assert desk_at(assembly, LATER).next.step is Step.CERTIFY_SHEET
    certify_sheet(assembly, actor=SYSTEM, at=LATER)
    assert desk_at(assembly, LATER).next.step is Step.CLOSE_SESSION


def test_the_sheet_and_the_minutes_say_who_certified_and_when():
    assembly, _members = in_session()
    assert sheet_data(assembly, LATER)["certified"] is None
    certify_sheet(assembly, actor=SYSTEM, at=LATER)
    close_session(assembly, actor=SYSTEM, at=LATER)
    certified = {"at": LATER, "names": [ADA, BOB, "Odile Pengam"], "by": SYSTEM.name}
    assert sheet_data(assembly, LATER)["certified"] == certified
    data = minutes_data(assembly, MinutesTexts(), number="1", draft=True, at=LATER)
    assert data["attendance"]["certified"] == certified
