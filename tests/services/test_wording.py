"""A text of our own instead of the supplied letter: versions, switches, languages, and what was sent stays."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.mailing.drafts import preview, supplied_parts
from foundation.mailing.models import Mail
from foundation.wording.queries import own_parts, silent_letters, versions_of
from foundation.wording.registry import all_wordings, wording_named
from foundation.wording.services import switch, use_supplied, write_own
from membership.queries.policy import policy
from membership.rules.mailings import Mailing
from membership.services.settings import change_settings
from tests.factories.candidates import accepted, make_candidate, request_of, statutes_that

BY_SOLENN = Actor(None, "Solenn Tanguy")
AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
OWN = {"subject": "Bienvenue {prenom}", "body": "Cher ou chère {prenom},\n\n**Votre numéro** : {numero}, <b>{nom}</b>."}


def own(name: str, parts: dict[str, str] = OWN, language: str = "fr"):
    return write_own(wording_named(name), language, parts, actor=BY_SOLENN, at=AT)


def last_mail() -> Mail:
    return db.session.execute(select(Mail).order_by(Mail.id.desc())).scalars().first()


def welcome() -> Mail:
    statutes_that("decision")
    accepted(request_of())
    return last_mail()


def test_the_text_of_our_own_is_what_leaves_with_its_fields_in_place(session):
    own(Mailing.MEMBERSHIP_EFFECTIVE)
    mail = welcome()
    assert mail.template == "membership-effective"
    assert mail.subject.startswith("Bienvenue ")
    assert "Votre numéro : 1" in mail.body_text
    assert "<strong>Votre numéro</strong>" in mail.body_html
    assert "&lt;b&gt;" in mail.body_html and "<b>" not in mail.body_html
    assert "Bonjour" not in mail.body_text.split("\n-- \n")[0]


def test_what_was_sent_stays_as_it_was_whatever_is_written_later(session):
    mail = welcome()
    before = (mail.subject, mail.body_text, mail.body_html)
    own(Mailing.MEMBERSHIP_EFFECTIVE)
    session.refresh(mail)
    assert (mail.subject, mail.body_text, mail.body_html) == before


def test_versions_are_added_and_never_changed_and_the_supplied_text_comes_back(session):
    own(Mailing.MEMBERSHIP_EFFECTIVE)
    assert own(Mailing.MEMBERSHIP_EFFECTIVE) is None, "the same text is no new version"
    own(Mailing.MEMBERSHIP_EFFECTIVE, {**OWN, "subject": "Autre"})
    use_supplied(wording_named("membership-effective"), "fr", actor=BY_SOLENN, at=AT)
    versions = versions_of("membership-effective", "fr")
    assert [one.parts and one.parts["subject"] for one in versions] == [None, "Autre", OWN["subject"]]
    assert {one.actor_name for one in versions} == {"Solenn Tanguy"}
    assert own_parts("membership-effective") == {}
    assert "Bienvenue" not in welcome().subject


def test_who_reads_english_gets_the_english_text_and_nobody_a_french_one_in_its_place(session):
    own(Mailing.MEMBERSHIP_EFFECTIVE)
    statutes_that("decision")
    accepted(request_of(make_candidate(language="en")))
    assert "Cooperatively yours" in last_mail().body_text


def test_an_unknown_field_or_language_is_refused(session):
    with pytest.raises(Refused):
        own(Mailing.MEMBERSHIP_EFFECTIVE, {"subject": "x", "body": "{iban}"})
    with pytest.raises(Refused):
        own("admission-letter", {"opening": "x", "closing": ""}, "en")


def test_a_letter_that_is_switched_off_does_not_leave(session):
    switch(wording_named("application-received"), on=False, actor=BY_SOLENN, at=AT)
    statutes_that("decision")
    request_of()
    assert last_mail() is None
    switch(wording_named("application-received"), on=True, actor=BY_SOLENN, at=AT)
    assert silent_letters() == frozenset()


def test_what_the_law_asks_for_has_no_switch(session):
    for name in ("assembly-notice", "payment-request", "application-known", "admission-letter"):
        with pytest.raises(Refused):
            switch(wording_named(name), on=False, actor=BY_SOLENN, at=AT)


def test_the_settings_of_the_membership_turn_the_same_switches(session):
    change_settings({"silent": ["exit-recorded"]}, actor=BY_SOLENN, at=AT)
    assert silent_letters() == {"exit-recorded"}
    assert not policy().writes(Mailing.EXIT_RECORDED)
    change_settings({"silent": []}, actor=BY_SOLENN, at=AT)
    assert policy().silent == frozenset()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_letter_starts_from_its_supplied_text_with_fields(app, session, language):
    for wording in all_wordings().values():
        parts = supplied_parts(wording, language)
        if wording.printed:
            continue
        assert parts["subject"] and parts["body"]
        assert write_own(wording, language, parts, actor=BY_SOLENN, at=AT), wording.name
        shown = preview(wording, language, parts, {})
        assert "{" not in shown.subject + shown.parts["body"], wording.name
        assert "{nom}" in parts["body"], wording.name


def test_a_preview_speaks_to_the_reader_it_is_given(app, session):
    shown = preview(wording_named("membership-effective"), "fr", OWN, {"first_name": "Zoé", "number": 12})
    assert shown.subject == "Bienvenue Zoé"
    assert "12" in shown.parts["body"]
