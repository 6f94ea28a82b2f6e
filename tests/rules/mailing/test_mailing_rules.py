"""Addresses that may be written to, and what becomes of a mail after each answer."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.mailing.rules.addresses import one_line, parse_address
from foundation.mailing.rules.delivery import (
    DELAYS,
    MAX_ATTEMPTS,
    Answer,
    FactKind,
    MailState,
    Stage,
    batch_size,
    outcome,
)

NOON = datetime(2026, 6, 12, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "ada@example.org",
        "ada.martin+coop@sub.example.org",
        "o'neil@example.org",
        "ada@localhost",
        "zoé@example.org",
        "mairie@saint-étienne.example",
        "a" * 64 + "@example.org",
    ],
)
def test_an_address_that_may_exist_is_taken(text):
    assert parse_address(text).domain.isascii()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ada",
        "@example.org",
        "ada@",
        "ada@@example.org",
        "ada@exa mple.org",
        "ada martin@example.org",
        ".ada@example.org",
        "ada.@example.org",
        "a..a@example.org",
        "ada@-example.org",
        "ada@example..org",
        "ada@exam_ple.org",
        "ada@example.org,bob@example.org",
        "Ada <ada@example.org>",
        "ada@example.org\r\nBcc: all@example.org",
        "ada\n@example.org",
        "a" * 65 + "@example.org",
        "ada@" + "a" * 64 + ".org",
        "ada@" + ".".join(["a" * 60] * 5),
    ],
)
def test_an_address_that_cannot_exist_is_refused(text):
    with pytest.raises(ValueError, match="not an e-mail address"):
        parse_address(text)


@given(st.text())
def test_whatever_is_typed_no_header_is_broken(text):
    assert "\n" not in one_line(text)
    assert "\r" not in one_line(text)
    try:
        address = parse_address(text)
    except ValueError:
        return
    assert address.text.isprintable()
    assert " " not in address.text


@pytest.mark.parametrize("stage", [Stage.RECIPIENT, Stage.CONTENT])
@pytest.mark.parametrize("code", [500, 550, 554, 599])
def test_a_final_refusal_of_this_mail_is_final_at_the_first_try(stage, code):
    result = outcome(Answer(stage, code, "no"), attempts=1, at=NOON)
    assert (result.state, result.fact, result.next_try_at) == (MailState.FAILED, FactKind.REFUSED, None)


@pytest.mark.parametrize("stage", [Stage.CONNECTION, Stage.SENDER])
@pytest.mark.parametrize("code", [0, 421, 535, 550])
def test_a_refusal_of_ourselves_condemns_nobodys_mail(stage, code):
    assert outcome(Answer(stage, code, "no"), attempts=1, at=NOON).state == MailState.QUEUED


@pytest.mark.parametrize("attempts", range(1, MAX_ATTEMPTS))
def test_each_delay_is_longer_than_the_one_before(attempts):
    result = outcome(Answer(Stage.RECIPIENT, 451, "later"), attempts=attempts, at=NOON)
    assert result.next_try_at == NOON + DELAYS[attempts - 1]


def test_delays_grow_and_last_long_enough_for_a_weekend_of_trouble():
    assert all(first < second for first, second in pairwise(DELAYS))
    assert timedelta(hours=40) < sum(DELAYS, timedelta()) < timedelta(days=3)


def test_the_last_try_gives_up():
    result = outcome(Answer(Stage.RECIPIENT, 451, "later"), attempts=MAX_ATTEMPTS, at=NOON)
    assert (result.state, result.fact) == (MailState.FAILED, FactKind.ABANDONED)


@pytest.mark.parametrize("attempts", [1, MAX_ATTEMPTS, MAX_ATTEMPTS + 3])
def test_accepted_is_sent_at_any_try(attempts):
    assert outcome(Answer(Stage.CONTENT, 250, "ok"), attempts=attempts, at=NOON).state == MailState.SENT


def test_a_recipient_accepted_is_not_yet_a_mail_accepted():
    assert not Answer(Stage.RECIPIENT, 250, "ok").accepted


@given(st.integers(min_value=0, max_value=100_000))
def test_a_batch_under_a_pace_never_lasts_longer_than_half_a_minute(per_minute):
    size = batch_size(per_minute)
    assert 1 <= size <= 50
    assert per_minute < 2 or (size - 1) * 60 <= per_minute * 30
