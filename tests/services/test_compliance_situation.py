"""The situation of a day as the database tells it: members, colleges, capital, refunds, assemblies, declarations."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, select

from foundation.kernel.audit import SYSTEM, AuditEntry
from foundation.kernel.db import db
from foundation.kernel.errors import Malformed, Refused
from foundation.kernel.money import Money
from governance.models import ComplianceDeclaration, Proxy, ProxyRevocation
from governance.queries.compliance import declared_on, situation_on
from governance.queries.compliance_glance import not_in_order
from governance.rules.compliance.table import compliance
from governance.rules.compliance.verdicts import State
from governance.services.compliance import declare
from membership.models.facts import CollegeFact, ConsentFact
from shares.services.subscribing import call
from shares.services.unpaid import record_notice
from tests.factories.governance import (
    STARTS,
    convened,
    end_session,
    in_session,
    make_assembly,
    pole_members,
    pole_statutes,
    sa_statutes,
    whole_evening,
)
from tests.factories.membership import make_member, make_organisation, make_statutes
from tests.factories.shares import DECIDED, exit_claim, hold, leave, losses, make_share_statutes, refunded

DAY = date(2026, 6, 12)
AT = datetime(2026, 6, 12, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def database(session):
    return session


def state(rule, on=DAY):
    return next(one.state.value for one in compliance(situation_on(on)) if one.rule == rule)


@contextmanager
def statements():
    said = []
    bind = db.session.get_bind()
    engine = getattr(bind, "engine", bind)

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
            said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


# ---- an empty house, and a past day ------------------------------------------------------------------------


def test_a_cooperative_without_anything_is_judged_and_nothing_is_claimed():
    found = compliance(situation_on(DAY))
    assert len(found) == 48
    assert {one.state for one in found if one.rule in (1, 2, 3, 13, 15, 17, 24)} == {State.UNKNOWN}


def test_a_past_day_is_judged_by_what_was_effective_then():
    make_statutes()
    make_member(category="salaries", on=date(2024, 3, 1))
    make_member(category="usagers", on=date(2026, 5, 1))
    assert situation_on(date(2026, 4, 30)).people.members == 1
    assert situation_on(DAY).people.members == 2
    assert situation_on(date(2019, 12, 31)).statutes is None


# ---- members and colleges ----------------------------------------------------------------------------------


def test_a_member_without_college_is_named_by_the_number_and_who_left_is_not():
    make_statutes()
    lost, gone, _right = (make_member(category="usagers") for _ in range(3))
    for member in (lost, gone):
        _take_back(CollegeFact, member)
    leave(gone, date(2026, 2, 1))
    people = situation_on(DAY).people
    assert (people.members, people.without_college) == (2, (lost.number,))
    assert people.colleges == {"Collège des usagers": 1}
    assert state(7) == "blocks"


def test_a_vote_in_a_second_college_is_named():
    make_statutes()
    member = make_member(category="usagers")
    _append(CollegeFact(member_id=member.id, college="soutiens", rank=2, effective_on=date(2026, 1, 1)))
    assert situation_on(date(2025, 12, 31)).people.in_several == ()
    assert situation_on(DAY).people.in_several == (member.number,)
    assert state(7) == "warns"


def _append(fact):
    fact.recorded_at, fact.actor_name = AT, "scic"
    db.session.add(fact)
    db.session.flush()


def _take_back(model, member):
    """A fact that takes the last one back: the day is then as if it had never been."""
    last = db.session.query(model).filter_by(member_id=member.id).order_by(model.id.desc()).first()
    kept = {"agreed": last.agreed} if model is ConsentFact else {"college": last.college, "rank": last.rank}
    _append(model(member_id=member.id, effective_on=last.effective_on, reverses_id=last.id, **kept))


def test_holdings_outside_their_bounds_are_named():
    make_statutes()
    short, right, many = (
        make_member(category="usagers"),
        make_member(category="usagers"),
        make_member(category="salaries"),
    )
    hold(right, 2)
    hold(many, 100)
    assert situation_on(DAY).capital.outside_bounds == (short.number,)
    assert state(13) == "blocks"


# ---- capital -------------------------------------------------------------------------------------------------


def test_capital_highest_floor_and_public_part_are_those_of_the_day():
    make_statutes()
    ada, town = make_member(category="usagers"), make_member(make_organisation("Bourg", "commune"), "collectivites")
    hold(ada, 30)
    hold(town, 10)
    losses(2025)
    refunded(ada, date(2026, 1, 2))
    here = situation_on(DAY).capital
    assert (here.capital, here.highest, here.public) == (Money(20_000), Money(80_000), Money(20_000))
    assert here.at_year_end == Money(80_000)
    assert here.floor == Money(20_000)
    assert here.refunds_owed == 1 and here.owed == Money(60_000)
    assert state(14) == "blocks"


def test_a_balance_past_its_day_is_late():
    make_share_statutes("balance_due_months = 12")
    ada = make_member(category="usagers", on=date(2024, 3, 1))
    hold(ada, 10, on=date(2024, 3, 1), paid_cents=5000)
    here = situation_on(DAY).capital
    assert (here.balance_late, here.late_balances, here.under_quarter) == ((ada.number,), Money(15_000), ())
    assert situation_on(date(2025, 3, 1)).capital.balance_late == ()


def test_called_shares_unpaid_a_month_after_a_formal_notice_lose_the_vote():
    make_statutes()
    ada = make_member(category="usagers")
    hold(ada, 10, paid_cents=5000)
    call(ada.id, 15_000, date(2026, 1, 2), **DECIDED)
    record_notice(ada.id, 15_000, date(2026, 3, 1), actor=SYSTEM, at=AT)
    assert situation_on(date(2026, 3, 31)).capital.notice_vote == ()
    assert situation_on(date(2026, 4, 1)).capital.notice_vote == (ada.number,)
    assert situation_on(date(2026, 6, 1)).capital.notice_exclusion == ()
    assert situation_on(date(2026, 6, 2)).capital.notice_exclusion == (ada.number,)


def test_a_refund_is_late_after_the_delay_of_the_statutes():
    make_share_statutes("refund_delay_months = 3")
    ada, yann = make_member(category="usagers"), make_member(category="usagers")
    hold(ada, 10)
    hold(yann, 90)
    losses(2025)
    refunded(ada, date(2026, 1, 2))
    assert situation_on(date(2026, 4, 1)).capital.refunds_late == ()
    here = situation_on(date(2026, 4, 2)).capital
    assert (here.refunds_late, here.owed_late) == ((ada.number,), Money(20_000))


def test_a_refund_above_what_the_losses_leave_is_told():
    make_statutes()
    ada, yann = make_member(category="usagers"), make_member(category="usagers")
    hold(ada, 10)
    hold(yann, 90)
    losses(2025)
    refunded(ada, date(2026, 1, 2))
    assert situation_on(DAY).capital.refunds_above_value == ()
    losses(2025, 100_000)
    assert situation_on(DAY).capital.refunds_above_value == (ada.number,)


def test_the_queue_frozen_by_the_floor_is_counted():
    make_statutes(minimum=190_000)
    ada, yann = make_member(category="usagers"), make_member(category="usagers")
    hold(ada, 10)
    hold(yann, 90)
    losses(2025)
    exit_claim(ada, date(2026, 1, 1))
    here = situation_on(DAY).capital
    assert (here.claims_waiting, here.claims_frozen) == (1, 1)
    assert state(15) == "warns"


def test_the_whole_register_is_recomputed_only_where_it_is_asked():
    make_statutes()
    hold(make_member(category="usagers"), 3)
    read, unread = situation_on(DAY, recompute=True).capital, situation_on(DAY).capital
    assert (read.seals_read, read.unsound, read.movements) == (True, 0, unread.movements)
    assert not unread.seals_read


# ---- assemblies ----------------------------------------------------------------------------------------------


def test_an_evening_held_by_the_rules_is_in_order():
    evening = whole_evening()
    held = situation_on(evening.assembly.meets_on).meetings
    assert [(one.title, one.sheet_certified, one.proxies_over, one.votes_without_quorum) for one in held] == [
        (evening.assembly.title, True, 0, 0)
    ]
    assert held[0].convened_on == date(2026, 5, 20)
    assert {state(rule) for rule in (24, 25, 26, 31, 33, 36, 37)} == {"ok"}


def test_an_evening_is_seen_as_it_stood_on_the_day_asked():
    evening = whole_evening()
    before = situation_on(evening.assembly.meets_on - timedelta(days=1)).meetings[0]
    assert (before.closed_on, before.sheet_certified) == (None, False)
    assert situation_on(date(2026, 5, 19)).meetings[0].convened_on is None
    assert situation_on(date(2026, 5, 1)).meetings == ()


def test_minutes_that_are_not_signed_are_late_after_a_month():
    evening = whole_evening()
    closed = evening.assembly.meets_on
    assert state(37, closed + timedelta(days=30)) == "ok"
    assert state(37, closed + timedelta(days=31)) == "warns"


def test_a_second_assembly_is_awaited_where_the_quorum_failed():
    assembly, _members = in_session(["Maëlys Kervadec"])
    end_session(assembly, at=STARTS + timedelta(hours=1))
    assert situation_on(DAY).meetings[0].quorum_failed
    assert state(31) == "warns"


def test_a_notice_in_preparation_that_lacks_its_text_warns_and_blocks_nothing():
    pole_statutes()
    pole_members()
    make_assembly(questions_email="")
    assert state(26) == "warns"


def test_an_email_without_consent_in_force_is_found_in_a_sa():
    sa_statutes()
    members = pole_members()
    member = members["Maëlys Kervadec"]
    _append(ConsentFact(member_id=member.id, agreed=True, effective_on=date(2026, 4, 1)))
    convened()
    assert situation_on(DAY).meetings[0].mailed_without_consent == 0
    _take_back(ConsentFact, member)
    assert situation_on(DAY).meetings[0].mailed_without_consent == 1
    assert state(27) == "blocks"


def test_a_consent_given_less_than_35_days_before_does_not_count_in_a_sa():
    sa_statutes()
    member = pole_members()["Maëlys Kervadec"]
    _append(ConsentFact(member_id=member.id, agreed=True, effective_on=date(2026, 4, 1)))
    convened()
    _take_back(ConsentFact, member)
    _append(ConsentFact(member_id=member.id, agreed=True, effective_on=date(2026, 5, 9)))
    assert situation_on(DAY).meetings[0].mailed_without_consent == 1


def test_proxies_over_the_limit_of_the_statutes_are_counted_and_blank_ones_are_not():
    pole_statutes(**{"proxies.max_per_holder": 1})
    members = pole_members()
    assembly = convened()
    holder = members["Yann Le Guirriec"].id
    for name, held_by in (("Solène Abiven", holder), ("Maëlys Kervadec", holder), ("Inès Oubrahim", None)):
        proxy = Proxy(
            assembly_id=assembly.id, principal_member_id=members[name].id, holder_member_id=held_by,
            signed_on=date(2026, 5, 21), origin="paper", received_at=assembly.convened_at, recorded_by="scic",
        )  # fmt: skip
        db.session.add(proxy)
    db.session.flush()
    assert situation_on(DAY).meetings[0].proxies_over == 1
    db.session.add(ProxyRevocation(proxy_id=_last(Proxy) - 1, at=assembly.convened_at, recorded_by="scic"))
    db.session.flush()
    assert situation_on(DAY).meetings[0].proxies_over == 0


def _last(model):
    return db.session.query(model).order_by(model.id.desc()).first().id


# ---- declarations --------------------------------------------------------------------------------------------


def told(key, value, on=DAY):
    return declare(key, value, on, actor=SYSTEM, at=AT)


def test_the_last_declaration_of_a_day_counts_and_the_first_stays():
    told("headcount", 3, date(2026, 1, 1))
    told("headcount", 5, date(2026, 6, 1))
    assert declared_on(date(2026, 5, 31)) == {"headcount": 3}
    assert declared_on(DAY) == {"headcount": 5}
    told("headcount", None)
    assert declared_on(DAY) == {}
    assert db.session.query(ComplianceDeclaration).count() == 3


def test_declaring_the_same_again_changes_nothing_and_each_is_in_the_trail():
    assert told("equity_cents", -500) is not None
    assert told("equity_cents", -500) is None
    trail = db.session.execute(select(AuditEntry).where(AuditEntry.tag == "governance:compliance:declared")).scalars()
    assert [entry.details["value"] for entry in trail] == ["-500"]
    assert declared_on(DAY) == {"equity_cents": -500}


@pytest.mark.parametrize(
    ("key", "value", "on", "error"),
    [
        ("salary", 3, DAY, Malformed),
        ("filed_online", 2, DAY, Malformed),
        ("headcount", -1, DAY, Refused),
        ("headcount", 3, DAY + timedelta(days=1), Refused),
        ("revised_on", DAY + timedelta(days=1), DAY, Refused),
    ],
)
def test_what_cannot_be_is_not_declared(key, value, on, error):
    with pytest.raises(error):
        told(key, value, on)
    assert db.session.query(ComplianceDeclaration).count() == 0


def test_a_declared_headcount_makes_the_check_of_employees_speak():
    make_statutes()
    hold(make_member(category="usagers"), 3)
    told("headcount", 4)
    assert state(3) == "blocks"


def test_the_front_page_is_given_what_blocks_alone():
    make_statutes()
    assert {one.state for one in not_in_order(DAY)} == {State.BLOCKS}
    assert {1, 2, 3} <= {one.rule for one in not_in_order(DAY)}


# ---- cost ----------------------------------------------------------------------------------------------------


def test_the_situation_costs_the_same_statements_at_any_size():
    make_statutes()
    losses(2025)
    for _ in range(2):
        hold(make_member(category="usagers"), 10, paid_cents=5000)
    exit_claim(make_member_with_shares())
    with statements() as few:
        situation_on(DAY)
    for _ in range(12):
        hold(make_member(category="usagers"), 10, paid_cents=5000)
    for _ in range(3):
        exit_claim(make_member_with_shares())
    with statements() as many:
        situation_on(DAY)
    assert len(many) == len(few) <= 30


def make_member_with_shares():
    member = make_member(category="usagers")
    hold(member, 5)
    return member


def test_a_second_assembly_in_the_year_costs_no_more_statements():
    pole_statutes()
    pole_members()
    make_assembly(starts_at=STARTS + timedelta(days=30))
    with statements() as one:
        situation_on(DAY)
    for days in (40, 50, 60):
        make_assembly(starts_at=STARTS + timedelta(days=days))
    db.session.expire_all()
    with statements() as four:
        situation_on(DAY)
    assert len(four) <= len(one) + 1
