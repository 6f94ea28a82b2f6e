"""Exclusion: heard, decided, contested. An appeal that is allowed takes the exclusion back, with all it brought about."""

import re
from datetime import date

import pytest

from foundation.accounts.permissions import Role
from foundation.kernel.errors import Refused, StateMoved
from membership.models.facts import MembershipFact
from membership.queries.appeals import appeals_of, appeals_waiting
from membership.queries.proposals import proposals_on
from membership.rules.appeals import AppealStep
from membership.rules.standing import MembershipEvent, Standing, standing_on
from membership.services.appealing import record_appeal
from membership.services.appending import facts_of
from membership.services.exit import Told, end_membership
from shares.queries import position_of
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import make_member, make_statutes
from tests.factories.shares import BY, hold

DAY = date(2026, 5, 20)
WORDS = {"motive": "N’a pas été entendue sur le second grief", "decision": "LRAR du 25 mai"}
BODY = "Assemblée générale du 1er juin 2026"


@pytest.fixture
def excluded(session):
    make_statutes()
    member = make_member("Ada Le Bris")
    hold(member, 10)
    told = Told(heard_on=date(2026, 5, 4))
    cause = {"motive": "Propos injurieux répétés", "decision": "AG du 19 mai"}
    end_membership(member.id, MembershipEvent.EXCLUDED, DAY, told=told, **cause, **BY)
    return member


def standing(member, on=DAY):
    return standing_on(facts_of(member, MembershipFact), on)


def test_an_appeal_that_is_rejected_leaves_the_exclusion(excluded):
    record_appeal(excluded.id, AppealStep.LODGED, date(2026, 5, 25), **WORDS, **BY)
    assert "appeal-waits" in {one.code for one in proposals_on(date(2026, 5, 26)) if one.number == excluded.number}
    record_appeal(excluded.id, AppealStep.UPHELD, date(2026, 6, 1), decision=BODY, **BY)
    assert standing(excluded) is Standing.FORMER
    assert appeals_waiting() == []
    with pytest.raises(StateMoved):
        record_appeal(excluded.id, AppealStep.LODGED, date(2026, 6, 1), **WORDS, **BY)


def test_an_appeal_that_is_allowed_means_the_member_never_left_and_both_stay_readable(excluded):
    record_appeal(excluded.id, AppealStep.LODGED, date(2026, 5, 25), **WORDS, **BY)
    record_appeal(excluded.id, AppealStep.OVERTURNED, date(2026, 6, 1), decision=BODY, **BY)
    assert standing(excluded) is Standing.MEMBER
    assert position_of(excluded.id, date(2026, 6, 1)).shares == 10
    taken_back = [one for one in facts_of(excluded, MembershipFact) if one.reverses_id]
    assert [one.motive for one in taken_back] == [f"Recours accueilli : {BODY}"]
    assert [one.step for one in appeals_of(excluded)] == ["lodged", "overturned"]
    with pytest.raises(Refused) as refused:
        record_appeal(excluded.id, AppealStep.LODGED, date(2026, 6, 1), **WORDS, **BY)
    assert refused.value.code == "no-exclusion"


@pytest.mark.parametrize(
    ("step", "on", "words", "code"),
    [
        (AppealStep.LODGED, date(2026, 5, 25), {"motive": " "}, "no-grounds"),
        (AppealStep.LODGED, date(2027, 5, 25), WORDS, "appeal-day"),
        (AppealStep.UPHELD, date(2026, 6, 1), {"decision": BODY}, "appeal-moved"),
    ],
)
def test_an_appeal_says_its_grounds_and_is_judged_after_it_was_lodged(excluded, step, on, words, code):
    with pytest.raises((Refused, StateMoved)) as refused:
        record_appeal(excluded.id, step, on, **words, **BY)
    assert refused.value.code == code


def test_a_judgment_names_who_judged_and_is_not_before_the_appeal(excluded):
    record_appeal(excluded.id, AppealStep.LODGED, date(2026, 5, 25), **WORDS, **BY)
    for on, words, code in (
        (date(2026, 6, 1), {}, "no-judgment"),
        (date(2026, 5, 24), {"decision": BODY}, "appeal-day"),
    ):
        with pytest.raises(Refused) as refused:
            record_appeal(excluded.id, AppealStep.OVERTURNED, on, **words, **BY)
        assert refused.value.code == code


def test_an_appeal_withdrawn_may_be_lodged_again(excluded):
    for step in (AppealStep.LODGED, AppealStep.WITHDRAWN, AppealStep.LODGED):
        record_appeal(excluded.id, step, date(2026, 5, 25), **WORDS, **BY)
    assert [member.id for _step, member in appeals_waiting()] == [excluded.id]


def test_the_page_offers_the_next_step_and_records_it(client, excluded):
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    page = f"/membres/{excluded.number}/recours"
    assert page in client.get(f"/membres/{excluded.number}").get_data(as_text=True)
    told = {"step": "lodged", "effective_on": "2026-05-25", **WORDS}
    assert client.post(page, data=told).status_code == 303
    shown = re.sub(r"<[^>]+>", " ", client.get(page).get_data(as_text=True))
    assert WORDS["motive"] in shown
    assert client.post(page, data=told).status_code == 422, "lodged once"
    assert client.post(page, data={"step": "upheld", "effective_on": "2026-06-01"}).status_code == 422
    judged = {"step": "overturned", "effective_on": "2026-06-01", "decision": BODY}
    assert client.post(page, data=judged).status_code == 303
    assert standing(excluded) is Standing.MEMBER
