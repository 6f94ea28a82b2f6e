"""The page of a result by every method: it says what was stored, to whom it may, in as few statements for many options."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from foundation.accounts.models import Account
from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import PARIS, now
from foundation.kernel.db import db
from foundation.web.rules.figures import percent_text
from foundation.web.rules.moments import moment_text
from tests.factories.accounts import make_account, sign_in
from tests.factories.results import BY_LOT, CONTESTS, NAMES, OPTIONS, cast_all, counted_box, opened_box
from votes import queries
from votes.models import Box, BoxAct
from votes.rules.contest import Contest, Option
from votes.rules.method_words import METHOD_WORDS
from votes.rules.terms import TieRule
from votes.services import closing

Reader = tuple[FlaskClient, Account]


@pytest.fixture
def earlier() -> datetime:
    return now() - timedelta(hours=3)


@pytest.fixture
def member(client: FlaskClient) -> FlaskClient:
    sign_in(client, make_account("Ada Bretelle", language="en"))
    return client


@contextmanager
def counting() -> Iterator[list[str]]:
    said: list[str] = []

    def note(_conn: object, _cursor: object, sql: str, *_rest: object) -> None:
        said.append(sql)

    engine = getattr(db.session.get_bind(), "engine", db.session.get_bind())
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


def text_of(client: FlaskClient, address: str) -> str:
    """What a reader reads of a page: no marks, no entities, single spaces."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.get_data(as_text=True)[:2000]
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", answer.get_data(as_text=True), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def closed(box: Box, at: datetime) -> Box:
    closing.close_box(box.id, actor=SYSTEM, at=at + timedelta(hours=1))
    return box


@pytest.mark.parametrize("method", CONTESTS)
def test_the_page_says_who_is_chosen_by_which_method_and_why(
    member: FlaskClient, earlier: datetime, method: str
) -> None:
    box, stored = counted_box(method, earlier)
    page = text_of(member, f"/votes/{box.id}")
    labels = {option.id: option.label for option in CONTESTS[method].options}
    for winner in stored.result["winners"]:
        assert labels[winner] in page
    assert METHOD_WORDS[method].name in page
    for reason in stored.reasons["en"]:
        assert " ".join(reason.split()) in page
    assert re.search(r"\bo[1-5]\b", page) is None, "an option is told by its name, never by its id"


@pytest.mark.parametrize("method", ["plurality", "approval", "greedy", "equal_shares"])
def test_the_shares_on_the_page_are_those_that_were_stored(member: FlaskClient, earlier: datetime, method: str) -> None:
    box, stored = counted_box(method, earlier)
    page = text_of(member, f"/votes/{box.id}")
    for text in stored.result["scores"].values():
        if Fraction(text):
            assert text in page
            assert percent_text(Fraction(text), "en") in page
    for line in stored.result["by_college"].values():
        assert all(f" {text} " in page for text in line["scores"].values())


def test_the_medians_on_the_page_are_those_that_were_stored(member: FlaskClient, earlier: datetime) -> None:
    box, stored = counted_box("majority_judgment", earlier)
    page = text_of(member, f"/votes/{box.id}")
    grades = CONTESTS["majority_judgment"].grades
    for option, median in stored.result["median"].items():
        label = NAMES[int(option[1:]) - 1]
        assert re.search(rf"{re.escape(label)} (Retained )?{re.escape(grades[median])}", page), (label, grades[median])
    assert "median grade" in page


def test_each_duel_is_in_the_matrix(member: FlaskClient, earlier: datetime) -> None:
    box, stored = counted_box("schulze", earlier)
    answer = member.get(f"/votes/{box.id}").get_data(as_text=True)
    cells = re.findall(r'<td class="(won|lost)">([^<]+)<', answer)
    shown = sorted(html.unescape(text).strip() for _, text in cells)
    assert shown == sorted(percent_text(Fraction(text), "en") for text in stored.result["pairwise"].values())


@pytest.mark.parametrize("method", ["irv", "stv"])
def test_each_round_is_a_column_with_what_was_said_of_it(member: FlaskClient, earlier: datetime, method: str) -> None:
    box, stored = counted_box(method, earlier, colleges=())
    page = text_of(member, f"/votes/{box.id}")
    for one in stored.result["rounds"]:
        assert f"Round {one['round']}" in page
    for notes in stored.steps["rounds"]["en"]:
        assert all(note in page for note in notes)


def test_a_budget_tells_what_is_paid_for_its_cost_and_what_is_left(member: FlaskClient, earlier: datetime) -> None:
    box, stored = counted_box("greedy", earlier)
    page = text_of(member, f"/votes/{box.id}")
    assert page.count("by approvals") == len(stored.result["funded"])
    assert "not funded" in page
    assert "€4,000" in page
    assert f"€{stored.result['left_cents'] // 100:,}" in page


def test_all_denominators_stand_on_the_page(member: FlaskClient, earlier: datetime) -> None:
    box, stored = counted_box("approval", earlier, voters=24, cast=21)
    page = text_of(member, f"/votes/{box.id}")
    assert (stored.result["ballots"], stored.result["blank"], stored.result["valid"]) == (21, 2, 19)
    assert "In all 24 21 87.5% 2 0 0 19" in page


def test_without_any_ballot_nobody_is_chosen(member: FlaskClient, earlier: datetime) -> None:
    for method in CONTESTS:
        box = closed(opened_box(method, earlier), earlier)
        page = text_of(member, f"/votes/{box.id}")
        assert "No vote was expressed: no option is retained." in page
        assert "In all 24 0 0% 0 0 0 0" in page


def test_blank_ballots_alone_choose_nobody_and_are_counted(member: FlaskClient, earlier: datetime) -> None:
    box = opened_box("stv", earlier)
    cast_all(box, {1: "blank", 2: "blank"}, earlier)
    closed(box, earlier)
    page = text_of(member, f"/votes/{box.id}")
    assert "No vote expressed" in page
    assert "In all 24 2 8.3% 2 0 0 0" in page


def test_a_tie_is_a_tie_and_says_that_no_rule_was_chosen(member: FlaskClient, earlier: datetime) -> None:
    box = opened_box("plurality", earlier, colleges=())
    cast_all(box, {1: "o1", 2: "o2"}, earlier)
    closed(box, earlier)
    page = text_of(member, f"/votes/{box.id}")
    assert f"A tie stands for one place: {NAMES[0]}, {NAMES[1]}" in page
    assert "it stands: no rule settles it" in page
    assert "Retained:" not in page


def test_a_tie_settled_by_lot_shows_the_text_and_how_to_draw_it_again(member: FlaskClient, earlier: datetime) -> None:
    drawn = replace(CONTESTS["plurality"], tie_rule=TieRule.LOT, tie_seed="L’an $(rm -rf ~) 'deux'")
    box = opened_box("plurality", earlier, colleges=(), contest=drawn)
    cast_all(box, {1: "o1", 2: "o2"}, earlier)
    closed(box, earlier)
    page = text_of(member, f"/votes/{box.id}")
    assert drawn.tie_seed in page
    assert "sha256sum" in page
    assert """'L’an $(rm -rf ~) '"'"'deux'"'"''""" in page, "what is copied into a shell runs nothing"


def test_where_colleges_disagree_is_told_with_its_definition(member: FlaskClient, earlier: datetime) -> None:
    box = opened_box("plurality", earlier)
    cast_all(box, {1: "o1", 4: "o1", 2: "o2", 5: "o2", 3: "o2", 6: "o1"}, earlier)
    closed(box, earlier)
    page = text_of(member, f"/votes/{box.id}")
    assert f"Where the colleges disagree most {NAMES[0]} gap 100% Habitants 100% Structures 0%" in page
    assert (
        "The gap is the distance between the college that supports it most and the one that supports it least" in page
    )
    assert "No option would be retained by every college alone." in page


def test_an_advisory_vote_says_what_other_methods_would_give(member: FlaskClient, earlier: datetime) -> None:
    box, stored = counted_box("schulze", earlier, advisory=True)
    assert {other["method"] for other in stored.steps["others"]} == {"borda", "irv", "plurality"}
    assert "The same under the other methods?" in text_of(member, f"/votes/{box.id}")
    binding, _ = counted_box("schulze", earlier)
    assert "other methods" not in text_of(member, f"/votes/{binding.id}")


def test_hostile_labels_are_text(member: FlaskClient, earlier: datetime) -> None:
    hostile = Contest(
        (
            Option("o1", "<script>alert(1)</script>"),
            Option("o2", '"><img src=x onerror=alert(2)>'),
            Option("o3", "%s{{7*7}}"),
        )
    )
    for method in ("plurality", "schulze", "irv"):
        box = opened_box(method, earlier, contest=hostile)
        cast_all(box, {1: "o1" if method == "plurality" else ["o1", "o3"]}, earlier)
        closed(box, earlier)
        page = member.get(f"/votes/{box.id}").get_data(as_text=True)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "%s{{7*7}}" in html.unescape(page)


def test_statements_do_not_grow_with_options_ballots_and_colleges(member: FlaskClient, earlier: datetime) -> None:
    many = Contest(tuple(Option(f"o{number}", f"Option {number}") for number in range(1, 41)), seats=5, **BY_LOT)
    for method in ("approval", "schulze", "irv"):
        one_seat = replace(many, seats=1)
        small, _ = counted_box(method, earlier, voters=6, cast=2, colleges=(), contest=Contest(OPTIONS[:2]))
        large, _ = counted_box(method, earlier, voters=60, cast=55, contest=one_seat if method == "irv" else many)
        told = []
        for box in (small, large):
            db.session.expire_all()
            with counting() as said:
                assert member.get(f"/votes/{box.id}").status_code == 200
            told.append(len(said))
        assert told[0] == told[1] < 25, (method, told)


def test_a_result_that_waits_is_seen_by_who_runs_votes_only(client: FlaskClient, earlier: datetime) -> None:
    box, _ = counted_box("approval", earlier, held_back=True)
    files = ("depouillement.json", "resultat.json", "resultat.csv", "resultat.pdf")
    sign_in(client, make_account("Noé Membre", language="en"))
    page = text_of(client, f"/votes/{box.id}")
    assert "its result is not published yet" in page
    assert "Retained" not in page
    assert {client.get(f"/votes/{box.id}/{name}").status_code for name in files} == {409}
    sign_in(client, make_account("Lin Bureau", Role.BOARD, language="en"))
    assert "Not published yet" in text_of(client, f"/votes/{box.id}")
    assert client.get(f"/votes/{box.id}/resultat.csv").status_code == 200


def test_before_closing_there_is_no_file_for_anybody(client: FlaskClient, earlier: datetime) -> None:
    box = opened_box("approval", earlier)
    sign_in(client, make_account("Lin Bureau", Role.BOARD))
    for name in (
        "depouillement.json",
        "resultat.json",
        "resultat.csv",
        "resultat.pdf",
        "nominatif",
        "nominatif.json",
        "nominatif.pdf",
        "urne",
        "urne.txt",
    ):
        assert client.get(f"/votes/{box.id}/{name}").status_code == 409, name


def test_contested_and_annulled_are_said_on_top_with_their_reason(member: FlaskClient, earlier: datetime) -> None:
    box, _ = counted_box("approval", earlier)
    act(box, "contested", "Une urne est restée ouverte.", earlier)
    assert "This result is contested; the contest waits for its answer. Une urne est restée ouverte." in text_of(
        member, f"/votes/{box.id}"
    )
    act(box, "annulled", "Vote à refaire.", earlier)
    assert "This vote was annulled: its result has no effect. Vote à refaire." in text_of(member, f"/votes/{box.id}")


def act(box: Box, kind: str, reason: str, at: datetime) -> None:
    known = BoxAct(
        box_id=box.id,
        kind=kind,
        reason=reason,
        details={},
        actor_id=None,
        actor_name="Lin Bureau",
        at=at + timedelta(hours=2),
    )
    db.session.add(known)
    db.session.flush()


def test_a_resolution_keeps_its_page_and_gains_its_denominators(member: FlaskClient, earlier: datetime) -> None:
    box, stored = counted_box("resolution", earlier)
    page = text_of(member, f"/votes/{box.id}")
    published = queries.published_resolution(box, stored)
    assert f"For {published.votes.for_} Against {published.votes.against}" in page
    assert "In all 24 21 87.5% 2 0 0 19" in page


def test_the_page_says_when_it_closed_by_the_clock_and_beside_it_when_it_was_counted(
    member: FlaskClient, earlier: datetime
) -> None:
    late = opened_box("schulze", earlier, closes_at=earlier + timedelta(minutes=20))
    stored = closing.close_box(late.id, actor=SYSTEM, at=earlier + timedelta(hours=1))
    on_time = closed(opened_box("schulze", earlier), earlier)
    assert late.closed_at != stored.closed_at
    page = text_of(member, f"/votes/{late.id}")
    ends, counts = (moment_text(moment, "en", zone=PARIS) for moment in (late.closed_at, stored.closed_at))
    assert f"Closed on {ends}" in page
    assert f"Counted on {counts}" in page
    assert "Counted on" not in text_of(member, f"/votes/{on_time.id}")
