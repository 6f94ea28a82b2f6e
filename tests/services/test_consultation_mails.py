"""Mails of a consultation: whoever is asked is invited, only who has not answered is reminded, the result is told once."""

from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from foundation.jobs.models import Job
from foundation.kernel.db import db
from foundation.mailing.models import Mail
from foundation.wording.registry import wording_named
from foundation.wording.services import switch
from governance.models import ConsultationFact
from governance.queries.consultations import facts_of
from governance.rules.consultations import Audience, To
from governance.services.consultation_mails import (
    remind,
    remind_what_is_due,
    reminder_from,
    tell_results,
)
from governance.services.consultations import schedule_opening
from governance.services.consulting import Outcome, open_consultation, open_what_is_due, write_outcome
from membership.services.dispatching import say_news
from tests.factories.consultations import (
    BY,
    CLOSES,
    OPENED,
    WRITTEN,
    answer,
    asked,
    consent,
    count_all,
    opinion,
    write_mails,
    written,
)
from tests.factories.governance import PEOPLE, account_of, pole_members, pole_statutes, refusal
from tests.factories.membership import make_member, make_organisation, make_person, represent
from tests.factories.shares import hold
from votes.models import BoxAct, Right
from votes.receipts import new_receipt
from votes.rules.secrecy import SmallGroup, SmallGroupWay
from votes.services.casting import Secretly, cast

EVERYBODY = sum(len(names) for names in PEOPLE.values())
DAY_TWO = OPENED + timedelta(days=2)


@pytest.fixture(autouse=True)
def database(session):
    return session


def mails(template: str) -> list[Mail]:
    return list(db.session.scalars(select(Mail).where(Mail.template == template).order_by(Mail.id)))


def invited(template: str = "consultation-invitation") -> set[str]:
    return {mail.to_address for mail in mails(template)}


def test_every_member_asked_is_invited_once_by_a_link_that_carries_no_secret():
    consultation, _members = asked(opinion(), consent())
    write_mails(OPENED)
    write_mails(OPENED)
    written_to = mails("consultation-invitation")
    assert len(written_to) == EVERYBODY
    [mail] = [one for one in written_to if one.to_address == "benevoles0@exemple.fr"]
    assert mail.subject.endswith(": Le marché")
    assert f"/consultations/{consultation.id}\n" in mail.body_text
    assert "1. Faut-il garder le marché" in mail.body_text and "2. Nous partageons le local" in mail.body_text
    assert not mail.secret


def test_one_person_who_answers_for_two_members_gets_one_message_that_names_them():
    pole_statutes()
    pole_members()
    speaker = make_person("Odile", "Pengam", email="odile@exemple.fr")
    for name in ("Atelier du Port", "Atelier du Quai"):
        body = make_organisation(name, "association", size=3)
        represent(body, speaker)
        hold(make_member(body, "structures"), 30)
    consultation = written()
    open_consultation(consultation.id, at=OPENED, **BY)
    write_mails(OPENED)
    [mail] = [one for one in mails("consultation-invitation") if one.to_address == "odile@exemple.fr"]
    assert "Atelier du Port, Atelier du Quai" in mail.body_text


def test_the_reminder_goes_to_those_who_have_not_answered_everything_and_to_nobody_else():
    consultation, _members = asked(opinion(), consent())
    for name in ("Yann Le Guirriec", "Maëlys Kervadec"):
        answer(consultation, 1, name, "for")
    answer(consultation, 2, "Yann Le Guirriec", "for")
    assert remind(consultation.id, at=DAY_TWO, **BY) == EVERYBODY - 1
    write_mails(DAY_TWO)
    assert len(invited("consultation-reminder")) == EVERYBODY - 1
    assert "benevoles1@exemple.fr" not in invited("consultation-reminder"), "Yann answered everything"
    assert "benevoles0@exemple.fr" in invited("consultation-reminder"), "Maëlys answered one of two"


def test_whoever_answers_before_the_reminder_is_written_gets_none():
    consultation, _members = asked()
    remind(consultation.id, at=DAY_TWO, **BY)
    answer(consultation, 1, "Yann Le Guirriec", "for")
    write_mails(DAY_TWO)
    assert "benevoles1@exemple.fr" not in invited("consultation-reminder")
    assert len(invited("consultation-reminder")) == EVERYBODY - 1


def test_the_reminder_of_a_secret_vote_reads_marks_and_no_ballot():
    pole_statutes()
    members = pole_members()
    yann = account_of(members["Yann Le Guirriec"])
    ways = {key: SmallGroup(SmallGroupWay.WHOLE) for key in PEOPLE}
    consultation = written(opinion(secret=True, replaceable=False, groups=ways))
    open_consultation(consultation.id, at=OPENED, **BY)
    box_id = consultation.questions[0].box_id
    right = db.session.query(Right).filter_by(box_id=box_id, name="Yann Le Guirriec").one()
    secretly = Secretly(new_receipt())
    cast(box_id, right.id, "for", account_id=yann.id, at=OPENED + timedelta(hours=1), secretly=secretly)
    assert remind(consultation.id, at=DAY_TWO, **BY) == EVERYBODY - 1
    write_mails(DAY_TWO)
    assert "benevoles1@exemple.fr" not in invited("consultation-reminder")


def test_by_hand_one_reminds_once_a_day_and_three_times_at_most():
    consultation, _members = asked()
    assert refusal(lambda: remind(consultation.id, at=OPENED + timedelta(hours=23), **BY))[1] == "reminded-lately"
    for day in (1, 2, 3):
        remind(consultation.id, at=OPENED + timedelta(days=day), **BY)
        soon = OPENED + timedelta(days=day, hours=1)
        assert refusal(lambda at=soon: remind(consultation.id, at=at, **BY))[0] == 409
    assert reminder_from(consultation, facts_of(consultation)) is None
    assert refusal(lambda: remind(consultation.id, at=OPENED + timedelta(days=5), **BY))[1] == "reminded-enough"


def test_once_everybody_has_answered_nobody_is_reminded():
    consultation, members = asked()
    for name in members:
        answer(consultation, 1, name, "for")
    assert refusal(lambda: remind(consultation.id, at=DAY_TWO, **BY))[1] == "all-answered"
    assert remind_what_is_due(lambda: CLOSES - timedelta(days=1)) == 0


def test_the_reminder_leaves_by_itself_once_some_days_before_the_closing():
    asked()
    due = CLOSES - timedelta(days=2)
    assert remind_what_is_due(lambda: due - timedelta(minutes=1)) == 0
    assert remind_what_is_due(lambda: due) == EVERYBODY
    assert remind_what_is_due(lambda: due + timedelta(minutes=1)) == 0
    write_mails(due)
    assert len(mails("consultation-reminder")) == EVERYBODY


def test_no_reminder_once_it_is_closed_nor_where_none_is_wanted():
    consultation, _members = asked(remind_days=0)
    assert remind_what_is_due(lambda: CLOSES - timedelta(minutes=1)) == 0
    assert refusal(lambda: remind(consultation.id, at=CLOSES, **BY))[1] == "consultation-not-open"


def test_what_waits_in_the_queue_writes_no_reminder_after_the_closing():
    consultation, _members = asked()
    remind(consultation.id, at=CLOSES - timedelta(minutes=1), **BY)
    write_mails(CLOSES)
    assert mails("consultation-reminder") == []


def test_a_reminder_switched_off_is_noted_and_not_written():
    consultation, _members = asked()
    switch(wording_named("consultation-reminder"), on=False, at=OPENED, **BY)
    remind(consultation.id, at=DAY_TWO, **BY)
    write_mails(DAY_TWO)
    assert mails("consultation-reminder") == []
    assert [fact.kind for fact in facts_of(consultation)] == ["told", "reminded"]


def test_the_result_is_told_once_every_question_is_published_and_not_to_who_wants_no_news():
    consultation, _members = asked(opinion(), consent())
    say_news("benevoles2@exemple.fr", refuses=True, channel="link", at=OPENED)
    assert tell_results(lambda: CLOSES) == 0, "nothing is counted yet"
    count_all(consultation)
    assert tell_results(lambda: CLOSES) == 1
    assert tell_results(lambda: CLOSES) == 0
    write_mails(CLOSES)
    assert len(invited("consultation-result")) == EVERYBODY - 1
    assert "benevoles2@exemple.fr" not in invited("consultation-result")
    assert all("/resultat" in mail.body_text for mail in mails("consultation-result"))


def test_a_result_held_back_is_told_once_it_is_published():
    consultation, _members = asked(held_back=True)
    count_all(consultation)
    assert tell_results(lambda: CLOSES) == 0
    act = BoxAct(box_id=consultation.questions[0].box_id, kind="published", reason="", actor_name="Bureau", at=CLOSES)
    db.session.add(act)
    db.session.flush()
    assert tell_results(lambda: CLOSES) == 1


def test_what_was_decided_is_told_where_one_wishes_so():
    consultation, _members = asked()
    write_outcome(consultation, Outcome("Le marché reste."), at=CLOSES, **BY)
    write_mails(CLOSES)
    assert mails("consultation-outcome") == []
    write_outcome(consultation, Outcome("Le marché reste, c’est dit.", tell_members=True), at=CLOSES, **BY)
    write_mails(CLOSES)
    assert len(mails("consultation-outcome")) == EVERYBODY
    assert "Le marché reste, c’est dit." in mails("consultation-outcome")[0].body_text


def test_the_errand_opens_what_is_due_and_one_that_cannot_open_stops_no_other():
    pole_statutes()
    pole_members()
    nobody = written(audience=Audience(To.MEMBERS, members=(9999,)), title="Personne")
    good = written(title="Le marché")
    for one in (nobody, good):
        schedule_opening(one, OPENED, at=WRITTEN, **BY)
    db.session.commit()
    assert open_what_is_due(lambda: OPENED) == 1
    db.session.expire_all()
    assert good.opened_at == OPENED and nobody.opened_at is None
    assert open_what_is_due(lambda: OPENED + timedelta(minutes=1)) == 0


def test_who_is_written_to_is_read_in_as_many_statements_for_many_members_as_for_few():
    consultation, _members = asked()
    few = _reads(lambda: write_mails(OPENED))
    for number in range(60):
        member = make_member(f"Personne Numéro {number}", "benevoles")
        member.person.email = f"p{number}@exemple.fr"
        hold(member, 1)
    db.session.flush()
    db.session.query(Job).delete()
    other = written(title="Le four")
    open_consultation(other.id, at=OPENED, **BY)
    many = _reads(lambda: write_mails(OPENED))
    assert db.session.scalar(select(func.count()).select_from(Mail)) == 2 * EVERYBODY + 60
    assert many <= few
    assert db.session.scalar(select(func.count()).select_from(ConsultationFact)) == 2
    assert consultation.id != other.id


def _reads(act) -> int:
    """How many statements read, whatever is written."""
    seen = []
    engine = db.engine

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement.lstrip().upper().startswith(("SELECT", "WITH")))

    event.listen(engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return sum(seen)
