"""Pages of the statutes: members read them, who may adopt them checks and records."""

import io
from datetime import UTC, date, datetime

import pytest

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from statutes.queries import all_versions
from statutes.services import adopt
from tests.factories.accounts import make_account, sign_in
from tests.factories.statutes import GONE, example, pole_text, text_with

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def member(client):
    sign_in(client, make_account("Noé Aubrée", language="en"))
    return client


@pytest.fixture
def board(client):
    sign_in(client, make_account("Anaïs Trémaudan", Role.BOARD, language="en"))
    return client


def adopted(text=None):
    return adopt(example() if text is None else text, SYSTEM, AT)


def test_without_signing_in_nobody_reads_them(client):
    adopted()
    assert client.get("/statuts").status_code in {302, 303, 401}


def test_members_read_the_version_in_force_in_plain_words(member):
    adopted()
    page = member.get("/statuts")
    assert page.status_code == 200
    for words in ("Weight of the colleges", "Members are convened at least 15 days before.", "Bénévoles", "40"):
        assert words in page.text


def test_the_weights_are_a_picture_and_a_table(member):
    adopted()
    page = member.get("/statuts").text
    assert "<title>Weight of the colleges</title>" in page
    assert "Figures as a table" in page


def test_the_law_is_marked_with_its_article(member):
    adopted(example("sa"))
    page = member.get("/statuts").text
    assert "(law)" in page
    assert "C. com. art. R225-69" in page


def test_past_versions_stay_readable(member):
    past = adopted()
    adopted(pole_text(date(2025, 1, 1), **{"proxies.max_per_holder": 3}))
    page = member.get(f"/statuts/{past.id}")
    assert "Past version" in page.text
    assert "Proxies per holder, at most: 2." in page.text
    assert "Proxies per holder, at most: 3." in member.get("/statuts").text


def test_what_the_statutes_do_not_say_is_told(member):
    adopted(text_with({"voting.silent_college": GONE}))
    page = member.get("/statuts").text
    assert "What these statutes do not say" in page
    assert "voting.silent_college" in page


def test_before_any_version_the_page_says_so(member):
    page = member.get("/statuts")
    assert page.status_code == 200
    assert "No statutes are in force today" in page.text


def test_a_version_that_does_not_exist_is_not_found(member):
    assert member.get("/statuts/999").status_code == 404
    assert member.get("/statuts/999/statuts.toml").status_code == 404


def test_the_file_is_downloaded_word_for_word(member):
    version = adopted()
    answer = member.get(f"/statuts/{version.id}/statuts.toml")
    assert answer.data.decode() == example()
    assert 'filename="statuts-2024-01-01.toml"' in answer.headers["Content-Disposition"]


def test_the_file_completed_by_the_law_is_downloaded_too(member):
    version = adopted(example("sa"))
    assert "notice_days = 15 # (law)" in member.get(f"/statuts/{version.id}/statuts-et-loi.toml").text


def test_a_plain_member_may_not_adopt(member):
    assert member.get("/statuts/nouvelle-version").status_code == 403
    assert member.post("/statuts/nouvelle-version", data={"text": example(), "adopt": "1"}).status_code == 403
    assert all_versions() == []


def test_checking_records_nothing(board):
    page = board.post("/statuts/nouvelle-version", data={"text": example(), "check": "1"})
    assert page.status_code == 200
    assert "Nothing to say" in page.text
    assert all_versions() == []


def test_a_check_shows_each_finding_with_its_rule_and_article(board):
    text = text_with({"colleges[3].weight": "1/20", "colleges[4].weight": "1/5"})
    page = board.post("/statuts/nouvelle-version", data={"text": text, "check": "1"}).text
    for words in (
        "colleges[3].weight",
        "1/20 is under the legal minimum of 1/10",
        "Rule 6",
        "loi 47-1775 art. 19 octies",
    ):
        assert words in page


def test_adopting_records_and_leads_to_the_version(board):
    page = board.post("/statuts/nouvelle-version", data={"text": example(), "adopt": "1"})
    (version,) = all_versions()
    assert page.status_code == 303
    assert page.location.endswith(f"/statuts/{version.id}")


def test_an_uploaded_file_comes_before_the_text(board):
    upload = (io.BytesIO(example("sa").encode()), "statuts.toml")
    board.post("/statuts/nouvelle-version", data={"text": example(), "file": upload, "adopt": "1"})
    (version,) = all_versions()
    assert version.statutes.legal_form == "SA"


def test_lines_sent_by_a_browser_are_stored_as_they_were(board):
    board.post("/statuts/nouvelle-version", data={"text": example().replace("\n", "\r\n"), "adopt": "1"})
    (version,) = all_versions()
    assert version.text == example()


def test_blocked_statutes_are_shown_again_with_422(board):
    page = board.post("/statuts/nouvelle-version", data={"text": text_with({"bodies[0].term_years": 9}), "adopt": "1"})
    assert page.status_code == 422
    assert "over the legal maximum of 6" in page.text
    assert all_versions() == []


def test_an_unreadable_file_is_422_with_each_fault(board):
    page = board.post("/statuts/nouvelle-version", data={"text": text_with({"foo": 1}), "adopt": "1"})
    assert page.status_code == 422
    assert "<code>foo</code>" in page.text


def test_a_file_that_is_no_text_is_422(board):
    upload = (io.BytesIO(b"\x89PNG\xff\xfe"), "statuts.toml")
    page = board.post("/statuts/nouvelle-version", data={"file": upload, "check": "1"})
    assert page.status_code == 422
    assert "UTF-8" in page.text


def test_a_date_already_used_is_422_and_changes_nothing(board):
    adopted()
    text = text_with({"proxies.max_per_holder": 5})
    page = board.post("/statuts/nouvelle-version", data={"text": text, "adopt": "1"})
    assert page.status_code == 422
    assert "a version is never changed" in page.text
    assert len(all_versions()) == 1


def test_nothing_sent_is_422(board):
    assert board.post("/statuts/nouvelle-version", data={"check": "1"}).status_code == 422


def test_the_form_starts_from_the_version_in_force(board):
    adopted()
    page = board.get("/statuts/nouvelle-version")
    assert page.status_code == 200
    assert "Assemblée générale constitutive" in page.text
