"""A mail to a list of members: sent once, to those whom it reaches and who may be written to, kept with who got it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, func, select

from foundation.jobs.registry import KINDS
from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.settings import get_settings
from foundation.mailing.message import Sender, parcel_of, write_message
from foundation.mailing.models import Mail
from foundation.mailing.rules.addresses import parse_address
from membership.audiences import members_of, params_of
from membership.drafts import Draft, Plan, plan
from membership.models.dispatches import Dispatch, DispatchRecipient
from membership.queries.dispatches import counted_mails, counted_ways, recipients_by_post, refuses_news
from membership.rules.dispatches import FIELDS, Purpose, Way, checked_words
from membership.rules.reach import EmailCondition
from membership.services.contacts import judge_email, letter_returned
from membership.services.dispatching import SEND_JOB, news_link, recipient_of_link, say_news, send
from privacy.queries.steps import steps_of_table
from privacy.rules.retention import Key
from shares.services import subscribe
from tests.factories.membership import RECORDED, make_member, make_organisation, make_person, make_statutes, represent

TODAY = RECORDED.date()
DEED = {"actor": SYSTEM, "at": RECORDED}
NEWS = checked_words("Fête de la coopérative", "Bonjour {nom},\n\nvenez **samedi**.")
OWN = checked_words("Vos parts", "Bonjour {prenom}, {membre} (n° {numero}) tient {parts} parts.")


class Context:
    """What a job is given, without a queue."""

    def __init__(self, dispatch: Dispatch, done: int = 0) -> None:
        self.params, self.actor, self.at, self.done = {"dispatch": dispatch.id}, SYSTEM, RECORDED, done

    def progress(self, done: int, _total: int) -> None:
        self.done = done


def write_all(dispatch: Dispatch, done: int = 0) -> None:
    KINDS[SEND_JOB].handler(Context(dispatch, done))


@pytest.fixture(autouse=True)
def cooperative(session):
    make_statutes()


def draft(words=NEWS, purpose=Purpose.INFORMATION, *, params=None, **more) -> Draft:
    return Draft(purpose=purpose, words=words, audience="membres", params=params or {}, on=TODAY, **more)


def sent(made: Draft, once: str = "form-1") -> Dispatch:
    return send(made, once=once, digest=plan(made).digest, **DEED)


def member(name: str, email: str = "", *, category: str = "usagers", **details):
    first, _space, last = name.partition(" ")
    return make_member(make_person(first, last, email=email, **details), category)


def ways(found: Plan) -> dict[str, str]:
    return {one.member.name: str(one.way) for one in found.recipients}


def mails() -> list[Mail]:
    return list(db.session.execute(select(Mail).where(Mail.template == "dispatch").order_by(Mail.id)).scalars())


def statements(act: Callable[[], object]) -> int:
    seen: list[str] = []

    def note(_c, _cursor, statement, *_more):
        if not statement.startswith(("SAVEPOINT", "RELEASE")):
            seen.append(statement)

    engine = db.session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(seen)


# ---- who gets it --------------------------------------------------------------------------------------


def test_each_member_gets_it_by_the_way_that_reaches_them():
    member("Ada Courriel", "ada@exemple.fr")
    member("Basile Poste", street="3 rue des Halles", postcode="35000", town="Rennes")
    member("Cléo Nulle")
    member("Diane Bloquée", "diane@exemple.fr", street="4 rue du Pont", town="Rennes")
    judge_email("diane@exemple.fr", EmailCondition.BLOCKED, **DEED)
    returned = member("Eloi Revenu", street="5 rue du Pont", town="Rennes")
    letter_returned(returned.party, TODAY, **DEED)
    assert ways(plan(draft())) == {
        "Ada Courriel": "email",
        "Basile Poste": "letter",
        "Cléo Nulle": "nowhere",
        "Diane Bloquée": "letter",
        "Eloi Revenu": "nowhere",
    }


def test_who_refused_news_gets_none_but_what_must_be_told_still_comes():
    member("Ada Courriel", "ada@exemple.fr")
    say_news("Ada@exemple.fr", refuses=True, channel="page", at=RECORDED)
    assert ways(plan(draft())) == {"Ada Courriel": "refused"}
    assert ways(plan(draft(purpose=Purpose.STATUTORY))) == {"Ada Courriel": "email"}
    say_news("ada@exemple.fr", refuses=False, channel="page", at=RECORDED)
    assert ways(plan(draft())) == {"Ada Courriel": "email"}


def test_the_list_is_the_table_with_its_filters():
    member("Ada Salariée", "ada@exemple.fr", category="salaries")
    member("Basile Usager", "basile@exemple.fr")
    assert list(ways(plan(draft(params={"categorie": "salaries"})))) == ["Ada Salariée"]
    assert list(ways(plan(draft(params={"q": "basile"})))) == ["Basile Usager"]
    assert list(ways(plan(draft(params={"college": "usagers"})))) == ["Basile Usager"]
    assert params_of("membres", {"categorie": "salaries", "page": "2", "tri": "name"}) == {"categorie": "salaries"}


def test_lists_of_the_capital_hold_those_they_name():
    ada, basile = member("Ada Porteuse", "ada@exemple.fr"), member("Basile Impayé", "basile@exemple.fr")
    member("Cléo Sans Parts", "cleo@exemple.fr")
    subscribe(ada.id, 2, TODAY, **DEED)
    subscribe(basile.id, 4, TODAY, paid_cents=2000, called_cents=8000, **DEED)
    assert [one.name for one in members_of("porteurs", {}, TODAY)] == ["Basile Impayé", "Ada Porteuse"]
    assert [one.name for one in members_of("impayes", {}, TODAY)] == ["Basile Impayé"]
    assert members_of("convoques", {"assemblee": "1"}, TODAY) == []
    with pytest.raises(NotFound):
        members_of("inconnue", {}, TODAY)


def test_members_who_share_an_address_and_a_reader_share_one_mail_where_the_text_is_the_same():
    speaker = make_person("Nolwenn", "Parleuse", email="nolwenn@exemple.fr")
    for name in ("Atelier du Pont", "Halle des Prés"):
        organisation = make_organisation(name)
        represent(organisation, speaker)
        make_member(organisation, "collectivites")
    found = plan(draft())
    assert (len(found.recipients), found.mails) == (2, 1)
    assert plan(draft(OWN)).mails == 2, "a text that names something of each member is a mail for each"


# ---- once, in the background, kept --------------------------------------------------------------------


def test_the_same_form_twice_is_one_sending():
    member("Ada Courriel", "ada@exemple.fr")
    first = sent(draft())
    assert send(draft(), once="form-1", digest="whatever", **DEED) is first
    write_all(first)
    write_all(first)
    assert len(mails()) == 1


def test_a_list_that_moved_since_it_was_shown_is_not_written_to():
    member("Ada Courriel", "ada@exemple.fr")
    digest = plan(draft()).digest
    member("Basile Nouveau", "basile@exemple.fr")
    with pytest.raises(StateMoved):
        send(draft(), once="form-1", digest=digest, **DEED)
    assert db.session.execute(select(func.count()).select_from(Dispatch)).scalar_one() == 0


def test_a_text_that_reaches_nobody_is_refused():
    member("Cléo Nulle")
    with pytest.raises(Refused):
        sent(draft())


def test_every_line_of_the_list_is_kept_with_what_it_says():
    ada = member("Ada Courriel", "ada@exemple.fr")
    subscribe(ada.id, 3, TODAY, **DEED)
    member("Basile Poste", street="3 rue des Halles", postcode="35000", town="Rennes")
    dispatch = sent(draft(OWN))
    assert counted_ways(dispatch.id) == {"email": 1, "letter": 1}
    (by_post,) = recipients_by_post(dispatch.id)
    assert (by_post.name, by_post.said["prenom"], by_post.said["parts"]) == ("Basile Poste", "Basile", "0")
    write_all(dispatch)
    (mail,) = mails()
    assert "Bonjour Ada, Ada Courriel (n° 1) tient 3 parts." in mail.body_text
    assert mail.subject == "Vos parts" and mail.subject_ref == dispatch.reference
    assert counted_mails(dispatch) == {"queued": 1, "planned": 1}


def test_a_text_may_name_everything_that_its_fields_offer():
    member("Ada Courriel", "ada@exemple.fr")
    everything = " ".join("{" + one.key + "}" for one in FIELDS)
    write_all(sent(draft(checked_words("Pour {nom}, de {cooperative}", everything))))
    (mail,) = mails()
    assert mail.subject == f"Pour Ada Courriel, de {get_settings().name or ''}".strip() and "{" not in mail.body_text


def test_who_reads_english_gets_the_english_text_where_there_is_one():
    member("Ada Courriel", "ada@exemple.fr", language="en")
    dispatch = sent(draft(english=checked_words("A feast", "Hello {nom}, come on **Saturday**.")))
    write_all(dispatch)
    assert mails()[0].subject == "A feast" and "Saturday" in mails()[0].body_text


def test_a_job_that_was_stopped_goes_on_without_writing_twice():
    for number in range(3):
        member(f"Membre Numéro{number}", f"m{number}@exemple.fr")
    dispatch = sent(draft())
    write_all(dispatch, done=1)
    assert len(mails()) == 2
    write_all(dispatch)
    assert len(mails()) == 3


# ---- no news any more ---------------------------------------------------------------------------------


def test_news_carry_the_headers_of_one_click_and_what_must_be_told_does_not():
    member("Ada Courriel", "ada@exemple.fr")
    write_all(sent(draft()))
    write_all(sent(draft(purpose=Purpose.STATUTORY), "form-2"))
    us = Sender(parse_address("coop@exemple.fr"), "Coopérative")
    news, statutory = (write_message(parcel_of(mail), us) for mail in mails())
    assert news["List-Unsubscribe"].startswith("<http") and "/nouvelles/" in news["List-Unsubscribe"]
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert statutory["List-Unsubscribe"] is None
    assert "/nouvelles/" in mails()[0].body_text and "/nouvelles/" not in mails()[1].body_text


def test_the_link_of_a_mail_is_signed_and_belongs_to_its_reader():
    member("Ada Courriel", "ada@exemple.fr")
    dispatch = sent(draft())
    (line,) = db.session.execute(
        select(DispatchRecipient).where(DispatchRecipient.dispatch_id == dispatch.id)
    ).scalars()
    token = news_link(line.id).rpartition("/")[2]
    assert recipient_of_link(token).address == "ada@exemple.fr"
    for forged in (token[:-1], "1", "", token.replace(token[0], "x", 1) + "y"):
        with pytest.raises(NotFound):
            recipient_of_link(forged)
    assert not refuses_news("ada@exemple.fr")


# ---- thousands ----------------------------------------------------------------------------------------


def test_statements_do_not_grow_with_the_list():
    for number in range(4):
        member(f"Membre Numéro{number}", f"m{number}@exemple.fr")
    few = statements(lambda: plan(draft(OWN)))
    sending = statements(lambda: sent(draft(), "few"))
    for number in range(4, 40):
        member(f"Membre Numéro{number}", f"m{number}@exemple.fr")
    assert statements(lambda: plan(draft(OWN))) == few
    assert statements(lambda: sent(draft(), "many")) <= sending + 1
    dispatch = db.session.execute(select(Dispatch).where(Dispatch.once == "many")).scalar_one()
    assert counted_ways(dispatch.id) == {"email": 40}


def test_what_may_be_written_to_is_of_its_day():
    member("Ada Courriel", "ada@exemple.fr")
    long_ago = Draft(purpose=Purpose.INFORMATION, words=NEWS, audience="membres", params={}, on=date(2020, 1, 2))
    assert plan(long_ago).recipients == []
    assert datetime(2026, 6, 1, tzinfo=UTC) - timedelta(days=1) < RECORDED
    assert Way.EMAIL == "email"


def test_old_lists_lose_their_names_and_addresses_and_keep_their_numbers():
    member("Ada Courriel", "ada@exemple.fr")
    dispatch = sent(draft())
    steps = steps_of_table(Key.MAILS, 12, TODAY + timedelta(days=800))
    assert [step.do() for step in steps if step.model is DispatchRecipient] == [1]
    db.session.expire_all()
    (line,) = db.session.execute(
        select(DispatchRecipient).where(DispatchRecipient.dispatch_id == dispatch.id)
    ).scalars()
    assert (line.name, line.reader, line.address, line.said, line.way) == ("", "", "", {}, "email")
