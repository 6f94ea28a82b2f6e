"""Leaving: shown before, recorded for the day of the statutes, told by letter, undone without a trace on the state."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import sentence
from foundation.mailing.models import Mail
from membership.models.facts import MembershipFact
from membership.queries.card import member_card
from membership.queries.counts import composition_known, composition_on
from membership.queries.numbering import numbering
from membership.queries.proposals import proposals_on
from membership.queries.roll import count_members_on, members_on
from membership.rules.bonds import BondKind
from membership.rules.standing import MembershipEvent, Standing
from membership.services.admission import Admission, admit
from membership.services.appending import end_of
from membership.services.assignment import record_category
from membership.services.bonds import BondDetails, tie
from membership.services.correction import take_back
from membership.services.employment import record_employment
from membership.services.exit import Told, end_membership
from membership.services.letters import write_exits_due
from membership.services.numbering import explain_numbers
from membership.services.resigning import foresee, resign
from tests.factories.candidates import make_candidate, statutes_that
from tests.factories.membership import ADMITTED, RECORDED, make_member, make_organisation, make_person, represent
from tests.factories.shares import hold

BY = {"actor": SYSTEM, "at": RECORDED}
TODAY = date(2026, 6, 1)
ASKED = date(2026, 5, 28)


def refused(call, *arguments, **keywords) -> Refused:
    with pytest.raises(Refused) as caught:
        call(*arguments, **keywords)
    assert "%(" not in sentence("en", caught.value.message, caught.value.values)
    return caught.value


def mails() -> list[str]:
    return list(db.session.execute(select(Mail.template).order_by(Mail.id)).scalars())


def last_fact(member) -> MembershipFact:
    statement = select(MembershipFact).where(MembershipFact.member_id == member.id).order_by(MembershipFact.id.desc())
    return db.session.execute(statement).scalars().first()


# ---- a resignation -----------------------------------------------------------------------------------


def test_what_is_shown_is_what_is_recorded(session):
    statutes_that(exit_effective="year_end", exit_notice_months=3)
    member = make_member(make_candidate())
    hold(member, 5)
    seen = foresee(member.id, ASKED, at=RECORDED)
    assert db.session.execute(select(Mail)).first() is None
    assert (seen.last_day, seen.effective_on) == (date(2026, 12, 31), date(2027, 1, 1))
    assert seen.effects[0].code == "refund"
    for one in (seen.clause, *seen.effects):
        assert "%(" not in sentence("en", one.message, one.values)
    ended = resign(member.id, ASKED, motive="Déménage", **BY)
    assert (ended.fact.effective_on, ended.fact.asked_on) == (seen.effective_on, ASKED)
    assert {rule.rule for rule in ended.alerts} == {rule.rule for rule in seen.alerts}


def test_until_its_day_who_leaves_is_a_member_and_votes(session):
    statutes_that(exit_effective="notice_end", exit_notice_months=3)
    member = make_member()
    resign(member.id, ASKED, **BY)
    assert count_members_on(date(2026, 8, 28)) == 1
    assert count_members_on(date(2026, 8, 29)) == 0


def test_a_later_wish_is_followed_and_an_earlier_one_is_not(session):
    statutes_that(exit_effective="notice_end", exit_notice_months=1)
    member = make_member()
    assert foresee(member.id, ASKED, date(2026, 9, 30), at=RECORDED).last_day == date(2026, 9, 30)
    assert foresee(member.id, ASKED, date(2026, 6, 1), at=RECORDED).last_day == date(2026, 6, 28)


def test_one_membership_ends_once(session):
    statutes_that(exit_effective="year_end")
    member = make_member()
    resign(member.id, ASKED, **BY)
    assert refused(resign, member.id, ASKED, **BY).code == "exit-recorded"
    sooner = refused(end_membership, member.id, MembershipEvent.STRUCK_OFF, TODAY, motive="x", **BY)
    assert sooner.code == "exit-recorded"


def test_who_is_no_member_cannot_ask_to_leave(session):
    statutes_that()
    member = make_member(on=date(2026, 5, 30))
    assert refused(resign, member.id, ASKED, **BY).code == "not-a-member"


def test_taking_a_resignation_back_gives_back_the_state_before(session):
    statutes_that(exit_effective="year_end")
    member = make_member()
    before = members_on(date(2027, 6, 1))
    resign(member.id, ASKED, **BY)
    assert members_on(date(2027, 6, 1)) == []
    take_back("membership", last_fact(member).id, motive="La lettre venait d’une autre", **BY)
    assert members_on(date(2027, 6, 1)) == before
    resign(member.id, ASKED, **BY)
    assert members_on(date(2027, 6, 1)) == []


# ---- exclusion, death, return ------------------------------------------------------------------------


def test_an_exclusion_needs_clause_reason_decision_and_hearing(session):
    statutes_that()
    member = make_member()
    told = {"motive": "Faute grave", "decision": "AGE du 30 mai 2026"}
    assert refused(end_membership, member.id, MembershipEvent.EXCLUDED, TODAY, **told, **BY).code == "not-heard"
    heard = Told(heard_on=date(2026, 5, 20))
    assert (
        refused(end_membership, member.id, MembershipEvent.EXCLUDED, TODAY, told=heard, **BY).code
        == "exclusion-unfounded"
    )
    end_membership(member.id, MembershipEvent.EXCLUDED, TODAY, told=heard, **told, **BY)
    assert (last_fact(member).event, last_fact(member).heard_on) == ("excluded", date(2026, 5, 20))


def test_back_again_under_the_same_number_in_another_category(session):
    statutes_that()
    member = make_member()
    end_membership(member.id, MembershipEvent.STRUCK_OFF, date(2025, 1, 1), motive="Perdue de vue", **BY)
    again = Admission(category="salaries", effective_on=date(2026, 1, 1))
    assert admit(member.person, again, **BY).number == member.number
    assert [
        (card.standing, card.category) for card in (member_card(member, day) for day in (date(2024, 6, 1), TODAY))
    ] == [
        (Standing.MEMBER, "usagers"),
        (Standing.MEMBER, "salaries"),
    ]
    assert member_card(member, date(2025, 6, 1)).standing is Standing.FORMER


# ---- letters -----------------------------------------------------------------------------------------


def test_an_exit_is_told_when_recorded_and_again_on_its_day_once(session):
    statutes_that(exit_effective="notice_end", exit_notice_months=1)
    member = make_member(make_candidate())
    resign(member.id, ASKED, **BY)
    assert mails() == ["exit-recorded"]
    day = datetime(2026, 6, 29, 7, tzinfo=UTC)
    assert write_exits_due(at=day - timedelta(days=1)) == 0
    assert write_exits_due(at=day) == 1
    assert write_exits_due(at=day + timedelta(days=1)) == 1
    assert mails() == ["exit-recorded", "exit-effective"]


def test_an_exit_taken_back_is_not_told(session):
    statutes_that(exit_effective="notice_end", exit_notice_months=1)
    member = make_member(make_candidate())
    resign(member.id, ASKED, **BY)
    take_back("membership", last_fact(member).id, motive="Erreur", **BY)
    assert write_exits_due(at=datetime(2026, 6, 29, 7, tzinfo=UTC)) == 0


def test_history_is_written_down_without_writing_to_anybody(session):
    statutes_that()
    member = make_member(make_candidate())
    end_membership(member.id, MembershipEvent.RESIGNED, date(2025, 1, 1), **BY)
    assert mails() == []


# ---- as it was known ---------------------------------------------------------------------------------


def test_the_register_of_a_day_is_read_as_it_was_known(session):
    statutes_that()
    make_member("Ada Le Bris", on=date(2025, 1, 1), at=datetime(2025, 1, 2, 9, tzinfo=UTC))
    founder = make_member("Zoé Kerambrun", on=date(2024, 1, 1), at=datetime(2026, 3, 1, 9, tzinfo=UTC))
    late = {"actor": SYSTEM, "at": datetime(2026, 4, 1, 9, tzinfo=UTC)}
    record_category(founder.id, "salaries", date(2025, 6, 1), **late)
    new_year = date(2025, 12, 31)
    assert composition_on(new_year).categories == {"usagers": 1, "salaries": 1}
    assert composition_known(new_year, end_of(date(2026, 2, 28))).categories == {"usagers": 1}
    assert composition_known(new_year, end_of(date(2026, 3, 1))).categories == {"usagers": 2}
    assert [one.number for one in members_on(new_year, end_of(date(2026, 2, 28)))] == [1]
    assert member_card(founder, new_year, end_of(date(2026, 3, 15))).category == "usagers"


STEPS = st.lists(st.tuples(st.sampled_from(["in", "out", "back"]), st.integers(1, 300)), max_size=8)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_life_has_one_state_a_day_and_what_is_taken_back_never_was(own_session, steps):
    with own_session():
        statutes_that()
        member = make_member(on=date(2025, 1, 1))
        inside, standing = True, [(date(2025, 1, 1), True)]
        for step, days in steps:
            day = standing[-1][0] + timedelta(days=1 + days % 40)
            if step == "back" and len(standing) > 1:
                take_back("membership", last_standing(member), motive="Erreur", **BY)
                standing.pop()
            elif step == "in" and not inside and day <= TODAY:
                admit(member.person, Admission(category="usagers", effective_on=day), **BY)
                standing.append((day, True))
            elif step == "out" and inside:
                end_membership(member.id, MembershipEvent.RESIGNED, day, **BY)
                standing.append((day, False))
            inside = standing[-1][1]
        for offset in range(0, 700, 7):
            on = date(2025, 1, 1) + timedelta(days=offset)
            said = [kept for day, kept in standing if day <= on][-1]
            assert (member_card(member, on).standing is Standing.MEMBER) == said
            assert count_members_on(on) == int(said)


def last_standing(member) -> int:
    entries = [one for one in member_card(member, TODAY).history if one.kind == "membership" and one.holds]
    return max(entries, key=lambda one: one.effective_on).fact_id


@pytest.fixture
def own_session(session):
    """A savepoint an example, rolled back after it."""

    class Savepoint:
        def __enter__(self):
            self.nested = session.begin_nested()

        def __exit__(self, *_error):
            self.nested.rollback()
            session.expire_all()

    return Savepoint


# ---- numbers -----------------------------------------------------------------------------------------


def test_a_gap_is_shown_until_it_is_explained_and_its_numbers_stay_unused(session):
    from membership.models.members import Member

    statutes_that()
    session.add(Member(number=4, person_id=make_person().id))
    session.flush()
    assert make_member().number == 5
    assert [(one.gap.first, one.gap.last) for one in numbering().gaps] == [(1, 3)]
    assert refused(explain_numbers, 1, 4, "Registre papier", **BY).code == "no-such-gap"
    assert refused(explain_numbers, 1, 3, " ", **BY).code == "no-explanation"
    explain_numbers(1, 3, "Registre papier perdu en 2019", **BY)
    assert numbering().unexplained == []


def test_the_number_of_an_admission_taken_back_is_given_to_nobody_else(session):
    statutes_that()
    member = make_member("Ada Le Bris")
    take_back("membership", last_fact(member).id, motive="Mauvaise personne", **BY)
    assert make_member().number == 2
    assert [(one.number, one.reason) for one in numbering().void] == [(1, "Mauvaise personne")]


# ---- proposals ---------------------------------------------------------------------------------------


def proposed(on: date = TODAY) -> set[str]:
    found = proposals_on(on)
    for one in found:
        assert one.number or one.code.startswith("rule-")
        assert "%(" not in sentence("en", one.message, one.values)
        assert one.acts
    return {one.code for one in found if not one.code.startswith("rule-")}


def test_a_contract_that_ended_is_proposed_and_changes_nothing_by_itself(session):
    statutes_that()
    member = make_member("Ada Le Bris", "salaries")
    record_employment(member.person_id, ADMITTED, date(2026, 5, 15), **BY)
    assert proposed(date(2026, 5, 15)) == set()
    assert proposed(date(2026, 5, 16)) == {"contract-ended"}
    assert members_on(TODAY)[0].category == "salaries"
    record_category(member.id, "usagers", date(2026, 5, 16), **BY)
    assert proposed() == set()


def test_an_employee_in_another_category_is_proposed(session):
    statutes_that()
    member = make_member("Ada Le Bris", "usagers")
    record_employment(member.person_id, date(2026, 5, 1), **BY)
    assert proposed() == {"employee-elsewhere"}


def test_a_mandate_that_ends_is_announced_then_urgent(session):
    statutes_that()
    club = make_organisation("Les Amis du Vallon")
    make_member(club, "usagers")
    represent(club, make_person(), until=date(2026, 6, 30))
    assert proposed() == {"mandate-ends"}
    assert proposed(date(2026, 7, 1)) == {"no-representative"}


def test_majority_is_told_and_a_minor_for_whom_nobody_acts_too(session):
    statutes_that()
    lou = make_member(make_person("Lou", "Riou", born_on=date(2008, 6, 20)))
    assert proposed() == {"minor-alone"}
    tie(lou.person, make_person("Maël", "Riou").id, ADMITTED, BondDetails(kind=BondKind.PARENT), **BY)
    assert proposed() == set()
    assert proposed(date(2026, 6, 20)) == {"of-age"}


def test_a_tutor_whose_mission_ended_is_told(session):
    statutes_that()
    member = make_member("Ada Le Bris")
    held = BondDetails(kind=BondKind.TUTOR, until_on=date(2026, 5, 1))
    tie(member.person, make_person("Maël", "Riou").id, ADMITTED, held, **BY)
    assert "protection-ended" in proposed()


def test_an_emptied_category_is_proposed_with_the_rule_that_it_breaks(session):
    statutes_that()
    make_member()
    assert {one.code for one in proposals_on(TODAY)} >= {"rule-1", "rule-3"}


def test_a_former_member_whose_shares_wait_in_no_queue_is_proposed(session):
    statutes_that()
    member = make_member()
    hold(member, 5)
    end_membership(member.id, MembershipEvent.RESIGNED, date(2026, 1, 1), **BY)
    assert "former-holder" in proposed()
