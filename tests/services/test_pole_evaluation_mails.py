"""Mails of an evaluation: who is asked is invited, only who has not answered is reminded, links leave by mail and once."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.mailing.models import Mail
from foundation.web.transaction import transaction
from foundation.wording.registry import wording_named
from foundation.wording.services import switch
from pole.evaluations.links import guest_of
from pole.evaluations.models import CampaignFact, CampaignSubject
from pole.evaluations.queries.campaigns import facts_of
from pole.evaluations.services.answering import answer_as_member, answer_by_link
from pole.evaluations.services.campaigns import open_campaign
from pole.evaluations.services.mails import remind, remind_what_is_due, reminder_from
from pole.evaluations.services.preparing import invite_guests, take_link_back
from tests.factories.governance import refusal
from tests.factories.membership import make_member, make_organisation, make_person, represent
from tests.factories.pole_evaluations import (
    BY,
    CLOSES,
    DURING,
    GOOD,
    OPENED,
    SIZES,
    WRITTEN,
    lines,
    opened,
    respond,
    write_mails,
    written,
)
from tests.services.test_shares_races import together

EVERYBODY = sum(SIZES.values())
OUTSIDE = ["camille@dehors.fr", "dominique@dehors.fr"]
LINK = re.compile(r"/evaluations/lien/(\S+)")


def mails(template: str) -> list[Mail]:
    return list(db.session.scalars(select(Mail).where(Mail.template == template).order_by(Mail.id)))


def written_to(template: str) -> list[str]:
    return sorted(mail.to_address for mail in mails(template))


@pytest.mark.usefixtures("session")
class TestMembers:
    def test_every_member_asked_is_invited_once_by_a_link_that_carries_no_secret(self):
        campaign = opened()
        write_mails(OPENED)
        write_mails(OPENED)
        assert len(mails("evaluation-invitation")) == len(set(written_to("evaluation-invitation"))) == EVERYBODY
        [mail] = [one for one in mails("evaluation-invitation") if one.to_address == "benevoles0@exemple.fr"]
        assert f"/evaluations/{campaign.id}\n" in mail.body_text and not mail.secret

    def test_one_person_who_answers_for_two_members_gets_one_message_that_names_them(self):
        campaign = written()
        speaker = make_person("Odile", "Pengam", email="odile@exemple.fr")
        for name in ("Atelier du Port", "Atelier du Quai"):
            body = make_organisation(name, "association")
            represent(body, speaker)
            make_member(body, "structures")
        open_campaign(campaign.id, at=OPENED, **BY)
        write_mails(OPENED)
        [mail] = [one for one in mails("evaluation-invitation") if one.to_address == "odile@exemple.fr"]
        assert "Atelier du Port, Atelier du Quai" in mail.body_text

    def test_the_reminder_goes_to_those_who_have_not_answered_everything_and_to_nobody_else(self):
        campaign = opened()
        respond(campaign.subjects[0], {"structures": 9})
        respond(campaign.subjects[1], {"structures": 8})
        waiting = EVERYBODY - 8
        assert remind(campaign.id, at=DURING, **BY) == waiting
        write_mails(DURING)
        reached = written_to("evaluation-reminder")
        assert len(reached) == waiting
        assert "structures8@exemple.fr" in reached, "answered one of two"
        assert "structures7@exemple.fr" not in reached, "answered both"

    def test_whoever_answers_before_the_reminder_is_written_gets_none(self):
        campaign = opened()
        remind(campaign.id, at=DURING, **BY)
        for subject in campaign.subjects:
            answer_as_member(subject, lines(campaign, "salaries")[0], GOOD, at=DURING)
        write_mails(DURING)
        assert "salaries0@exemple.fr" not in written_to("evaluation-reminder")
        assert len(mails("evaluation-reminder")) == EVERYBODY - 1

    def test_by_hand_one_reminds_once_a_day_and_three_times_at_most(self):
        campaign = opened()
        soon = OPENED + timedelta(hours=23)
        assert refusal(lambda: remind(campaign.id, at=soon, **BY))[1] == "reminded-lately"
        for day in (1, 2, 3):
            remind(campaign.id, at=OPENED + timedelta(days=day), **BY)
            again = OPENED + timedelta(days=day, hours=1)
            assert refusal(lambda at=again: remind(campaign.id, at=at, **BY))[0] == 409
        assert reminder_from(campaign, facts_of([campaign.id])[campaign.id]) is None
        assert refusal(lambda: remind(campaign.id, at=OPENED + timedelta(days=6), **BY))[1] == "reminded-enough"

    def test_once_everybody_has_answered_nobody_is_reminded(self):
        campaign = opened()
        for subject in campaign.subjects:
            respond(subject, SIZES)
        assert refusal(lambda: remind(campaign.id, at=DURING, **BY))[1] == "all-answered"
        assert remind_what_is_due(lambda: CLOSES - timedelta(days=1)) == 0

    def test_the_reminder_leaves_by_itself_once_some_days_before_the_closing(self):
        opened()
        due = CLOSES - timedelta(days=5)
        assert remind_what_is_due(lambda: due - timedelta(minutes=1)) == 0
        assert remind_what_is_due(lambda: due) == EVERYBODY
        assert remind_what_is_due(lambda: due + timedelta(minutes=1)) == 0
        write_mails(due)
        assert len(mails("evaluation-reminder")) == EVERYBODY

    def test_no_reminder_once_it_is_closed_nor_where_none_is_wanted(self):
        campaign = opened(remind_days=0)
        assert remind_what_is_due(lambda: CLOSES - timedelta(minutes=1)) == 0
        assert refusal(lambda: remind(campaign.id, at=CLOSES, **BY))[1] == "evaluation-not-open"

    def test_what_waits_in_the_queue_writes_nothing_after_the_closing(self):
        campaign = opened()
        remind(campaign.id, at=CLOSES - timedelta(minutes=1), **BY)
        write_mails(CLOSES)
        assert mails("evaluation-reminder") == []

    def test_a_reminder_switched_off_is_noted_and_not_written(self):
        campaign = opened()
        switch(wording_named("evaluation-reminder"), on=False, at=OPENED, **BY)
        remind(campaign.id, at=DURING, **BY)
        write_mails(DURING)
        assert mails("evaluation-reminder") == []
        assert [fact.kind for fact in facts_of([campaign.id])[campaign.id]] == ["told", "told", "reminded"]


@pytest.mark.usefixtures("session")
class TestLinks:
    def test_a_link_leaves_when_the_evaluation_opens_and_not_before(self):
        campaign = written()
        guests = invite_guests(campaign.subjects[0], OUTSIDE, at=WRITTEN, **BY)
        write_mails(WRITTEN)
        assert mails("evaluation-link") == []
        open_campaign(campaign.id, at=OPENED, **BY)
        write_mails(OPENED)
        write_mails(OPENED)
        assert written_to("evaluation-link") == OUTSIDE
        tokens = [LINK.search(mail.body_text)[1] for mail in mails("evaluation-link")]
        assert [guest_of(token).id for token in tokens] == [one.id for one in guests], "each has a link of their own"

    def test_the_text_of_a_link_is_a_secret_and_dies_with_the_closing(self):
        campaign = opened()
        invite_guests(campaign.subjects[0], OUTSIDE[:1], at=DURING, **BY)
        write_mails(DURING)
        [mail] = mails("evaluation-link")
        assert mail.secret and mail.expires_at == CLOSES
        assert campaign.subjects[0].title in mail.body_text

    def test_somebody_invited_later_gets_a_link_and_the_others_no_second_one(self):
        campaign = opened()
        invite_guests(campaign.subjects[0], OUTSIDE[:1], at=DURING, **BY)
        write_mails(DURING)
        invite_guests(campaign.subjects[0], OUTSIDE, at=DURING + timedelta(hours=1), **BY)
        write_mails(DURING + timedelta(hours=1))
        assert written_to("evaluation-link") == OUTSIDE

    def test_a_reminder_writes_to_the_links_that_have_not_answered_and_to_them_alone(self):
        campaign = opened()
        first, _second = invite_guests(campaign.subjects[0], OUTSIDE, at=OPENED, **BY)
        write_mails(OPENED)
        assert answer_by_link(first, GOOD, at=DURING)
        assert remind(campaign.id, at=DURING, **BY) == EVERYBODY + 1
        write_mails(DURING)
        assert written_to("evaluation-link") == [OUTSIDE[0], OUTSIDE[1], OUTSIDE[1]]

    def test_a_link_taken_back_before_the_mail_is_written_is_sent_to_nobody(self):
        campaign = written()
        kept, gone = invite_guests(campaign.subjects[0], OUTSIDE, at=WRITTEN, **BY)
        take_link_back(gone, at=WRITTEN)
        open_campaign(campaign.id, at=OPENED, **BY)
        write_mails(OPENED)
        assert written_to("evaluation-link") == [kept.email]

    def test_a_link_is_bound_to_its_person(self):
        campaign = opened()
        [guest] = invite_guests(campaign.subjects[0], OUTSIDE[:1], at=OPENED, **BY)
        write_mails(OPENED)
        token = LINK.search(mails("evaluation-link")[0].body_text)[1]
        guest.nonce = "autre"
        db.session.flush()
        with pytest.raises(NotFound):
            guest_of(token)


def test_two_reminders_at_one_instant_are_one(own_app):
    with own_app.app_context(), transaction():
        campaign_id = opened().id
    said = together(own_app, lambda: remind(campaign_id, actor=SYSTEM, at=DURING))
    assert sorted(map(str, said)) == [str(EVERYBODY), "reminded-lately"]
    with own_app.app_context():
        assert db.session.query(CampaignFact).filter_by(kind="reminded").count() == 1


def test_two_sendings_of_one_link_at_one_instant_are_one_answer(own_app):
    with own_app.app_context(), transaction():
        subject = opened().subjects[0]
        [guest] = invite_guests(subject, OUTSIDE[:1], at=OPENED, **BY)
        guest_id, subject_id = guest.id, subject.id

    def send() -> bool:
        return answer_by_link(db.session.get_one(type(guest), guest_id), GOOD, at=DURING)

    assert sorted(together(own_app, send)) == [False, True]
    with own_app.app_context():
        assert db.session.get_one(CampaignSubject, subject_id).campaign.opened_at == OPENED
