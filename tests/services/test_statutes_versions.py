"""Versions of the statutes: recorded once, in force by date, never changed."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text as sql

from foundation.kernel import audit
from foundation.kernel.audit import SYSTEM
from foundation.kernel.errors import Refused
from foundation.kernel.ledger import AppendOnlyViolation
from foundation.kernel.sentences import sentence
from statutes.queries import all_versions, version_of, version_on
from statutes.rules.events import EVENT_SENTENCES, StatutesEvent
from statutes.rules.faults import UnreadableStatutes
from statutes.services import BlockedStatutes, adopt, statutes_on
from tests.factories.statutes import GONE, example, pole_text, text_with

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)


def adopted(text=None, **others):
    return adopt(example() if text is None else text, SYSTEM, AT, **others)


def test_a_version_is_stored_word_for_word(session):
    version = adopted()
    assert version.text == example()
    assert version.statutes.name == "Pôle ESS du Pays de Rennes"
    assert version.effective_on == date(2024, 1, 1)
    assert version.adopted_by == "Assemblée générale constitutive du 12 décembre 2023"


def test_each_day_has_the_version_that_had_begun(session):
    first, second = adopted(), adopted(pole_text(date(2026, 1, 1)))
    assert statutes_on(date(2024, 1, 1)).id == first.id
    assert statutes_on(date(2025, 12, 31)).id == first.id
    assert statutes_on(date(2026, 1, 1)).id == second.id
    assert [one.id for one in all_versions()] == [second.id, first.id]


def test_a_version_recorded_late_is_still_in_force_from_its_own_day(session):
    adopted(pole_text(date(2026, 1, 1)))
    first = adopted()
    assert statutes_on(date(2025, 6, 1)).id == first.id


def test_before_the_first_version_the_refusal_says_what_to_do(session):
    adopted()
    assert version_on(date(2023, 12, 31)) is None
    with pytest.raises(Refused) as refusal:
        statutes_on(date(2023, 12, 31))
    told = sentence("en", refusal.value.message, refusal.value.values)
    assert "31 December 2023" in told
    assert "scic statutes adopt" in told


def test_adopting_leaves_a_fact_in_the_trail(session):
    version = adopted()
    (entry,) = audit.history(f"statutes:{version.id}")
    assert entry.tag == StatutesEvent.ADOPTED
    told = sentence("en", EVENT_SENTENCES[StatutesEvent.ADOPTED], entry.details)
    assert version.sha256 in told


def test_the_same_file_again_changes_nothing(session):
    version = adopted()
    assert adopted().id == version.id
    assert len(all_versions()) == 1
    assert len(audit.history(f"statutes:{version.id}")) == 1


def test_two_versions_cannot_begin_on_the_same_day(session):
    adopted()
    with pytest.raises(Refused) as refusal:
        adopted(text_with({"proxies.max_per_holder": 5}))
    assert refusal.value.code == "statutes-date-taken"
    assert statutes_on(date(2025, 1, 1)).statutes.proxies.max_per_holder == 2


def test_statutes_against_the_law_are_not_recorded(session):
    with pytest.raises(BlockedStatutes) as refusal:
        adopted(text_with({"colleges[3].weight": "1/20"}))
    assert refusal.value.rule == 6
    assert {one.where for one in refusal.value.findings} == {"colleges[3].weight", "colleges"}
    assert refusal.value.values["count"] == 2
    assert all_versions() == []


def test_a_missing_policy_may_be_adopted(session):
    assert adopted(text_with({"voting.silent_college": GONE})).statutes.voting.silent_college is None


def test_a_file_that_cannot_be_read_is_not_recorded(session):
    with pytest.raises(UnreadableStatutes):
        adopted("nom = 3")
    assert all_versions() == []


def test_the_assembly_is_named_where_the_file_is_silent(session):
    version = adopted(text_with({"adopted_by": GONE}), assembly="AGE du 3 mai 2026")
    assert version.adopted_by == "AGE du 3 mai 2026"


def test_a_file_given_as_bytes_is_the_same_file(session):
    assert adopted(b"\xef\xbb\xbf" + example().encode()).text == example()


def test_a_version_is_never_changed(session):
    version = adopted()
    version.adopted_by = "personne"
    with pytest.raises(AppendOnlyViolation):
        session.flush()
    session.rollback()


@pytest.mark.parametrize("statement", ["UPDATE statutes_version SET name = 'x'", "DELETE FROM statutes_version"])
def test_the_database_refuses_to_change_a_version(session, statement):
    adopted()
    with pytest.raises(Exception, match="append-only"):
        session.execute(sql(statement))


def test_a_version_is_found_by_its_number(session):
    version = adopted()
    assert version_of(version.id) is version
    assert version_of(version.id + 1) is None
