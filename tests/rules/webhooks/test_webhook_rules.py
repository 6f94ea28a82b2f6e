"""Where webhooks may go, how their calls are signed, what becomes of a call that is not taken."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from foundation.kernel.errors import Refused
from foundation.webhooks.rules.addresses import LONGEST_ADDRESS, Reach, may_reach, read_target
from foundation.webhooks.rules.delivery import DELAYS, MAX_ATTEMPTS, Answer, outcome
from foundation.webhooks.rules.signing import secret_of, signature

NOON = datetime(2026, 6, 12, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org/hook",
        "ftp://example.org/",
        "http://example.org/",
        "javascript:alert(1)",
        "https://",
        "https:///hook",
        "https://ada:secret@example.org/",
        "https://example.org/#part",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://example.org:port/",
        "https://[::1/",
        "https://example.org/a b",
        "https://example.org/\r\nHost: bank.example",
        "https://été.example/",
        "https://example.org/" + "x" * LONGEST_ADDRESS,
    ],
)
def test_what_is_no_public_encrypted_address_is_refused(url):
    with pytest.raises(Refused):
        read_target(url)


def test_an_address_is_called_as_it_was_written():
    target = read_target("https://example.org:8443/hook/12?key=a%20b")
    assert (target.host, target.port, target.path) == ("example.org", 8443, "/hook/12?key=a%20b")
    assert read_target("https://[2001:db8::1]:8443/").host_line == "[2001:db8::1]:8443"


def test_without_encryption_only_inside():
    assert read_target("http://localhost:8080/", Reach.INSIDE).port == 8080
    assert may_reach("10.1.2.3", Reach.INSIDE, encrypted=False)
    assert not may_reach("93.184.216.34", Reach.INSIDE, encrypted=False)


@pytest.mark.parametrize(
    "machine",
    [
        *(
            "127.0.0.1",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",  # noqa: S104
            "100.64.0.1",
            "224.0.0.1",
        ),
        *("240.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "2002:7f00:1::", "64:ff9b::a00:1", "2001:db8::1"),
    ],
)
def test_the_neighbours_of_the_server_are_out_of_reach(machine):
    assert not may_reach(machine, Reach.OUTSIDE)


@pytest.mark.parametrize("machine", ["93.184.216.34", "2606:2800:220:1::1"])
def test_the_public_network_is_within_reach_except_in_the_demo(machine):
    assert may_reach(machine, Reach.OUTSIDE) and may_reach(machine, Reach.INSIDE)
    assert not may_reach(machine, Reach.HERE)


def test_what_hands_out_keys_on_clouds_is_never_within_reach():
    assert not any(may_reach("169.254.169.254", reach) for reach in Reach)


def test_the_secret_needs_both_the_key_of_the_server_and_the_salt():
    assert len({secret_of("key", "salt"), secret_of("other", "salt"), secret_of("key", "pepper")}) == 3


def test_a_signature_covers_number_moment_and_body():
    first = signature(b"s", "msg_1", 10, "{}")
    assert first not in {signature(b"s", "msg_2", 10, "{}"), signature(b"s", "msg_1", 11, "{}")}
    assert first not in {signature(b"s", "msg_1", 10, "{ }"), signature(b"t", "msg_1", 10, "{}")}


@pytest.mark.parametrize(
    ("status", "state"),
    [(200, "sent"), (204, "sent"), (299, "sent"), (0, "queued"), (301, "queued"), (404, "queued"), (410, "failed")],
)
def test_only_a_status_from_200_to_299_is_taken(status, state):
    assert outcome(Answer(status), attempts=1, at=NOON).state == state


def test_the_tries_are_further_and_further_apart_and_end():
    tries = [outcome(Answer(500), attempts=number, at=NOON).next_try_at for number in range(1, MAX_ATTEMPTS)]
    assert [one - NOON for one in tries] == list(DELAYS) and all(a < b for a, b in pairwise(tries))
    assert outcome(Answer(500), attempts=MAX_ATTEMPTS, at=NOON).state == "failed"
