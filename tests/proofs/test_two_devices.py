"""Two devices at the same instant, over the real server: of one right there is one ballot, and each answer was true."""

import itertools
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

import pytest
from flask import Flask

from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.web.transaction import transaction
from tests.browser import LiveServer
from tests.databases import SECRET
from tests.proofs.evening import Evening, check_boxes, check_results, evening
from tests.proofs.stream import TAKEN, Browser, Sent, Voter
from votes.queries import rights_of
from votes.receipts import new_receipt
from votes.services import closing, roll_changes
from votes.services.act_writing import Acting

RIGHTS = 12
Answers = list[tuple[Sent, int | None]]


@pytest.fixture
def room(own_app: Flask, live_server: Callable[..., LiveServer]) -> tuple[Evening, int]:
    """Three votes of one voter, and the port of a server of two workers."""
    night = evening(own_app, voters=1, rights=RIGHTS)
    server = live_server(SCIC_SECRET_KEY=SECRET, SCIC_WORKERS="2")
    return night, int(server.url.rpartition(":")[2])


def at_once(port: int, browser: Browser, devices: Sequence[Sequence[Sent]]) -> list[Answers]:
    """Each device sends its list over a connection of its own, step by step with the others; what each was answered."""
    gate, answers = threading.Barrier(len(devices)), [[] for _ in devices]  # type: list[Answers]

    def in_step(ballots: Sequence[Sent]) -> Iterator[Sent]:
        for ballot in ballots:
            gate.wait()
            yield ballot

    def run(number: int) -> None:
        answers[number].extend(browser.cast(port, in_step(devices[number])))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(devices))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def by_right(answers: Sequence[Answers]) -> list[list[int | None]]:
    """For each right, what its devices were answered."""
    return [[status for _, status in pair] for pair in zip(*answers, strict=True)]


def test_two_devices_at_the_same_instant(own_app: Flask, room: tuple[Evening, int]) -> None:
    night, port = room
    [voter] = night.voters
    different_ballots_leave_one(own_app, night, voter, port)
    one_request_sent_four_times_is_one_ballot(night, voter, port)
    what_is_taken_back_or_of_another_vote_casts_nothing(own_app, night, voter, port)
    check_boxes(own_app, night)
    check_results(own_app, night)
    after_closing_a_replay_has_its_first_answer_and_nothing_else_is_taken(night, voter, port)
    check_boxes(own_app, night)


def different_ballots_leave_one(app: Flask, night: Evening, voter: Voter, port: int) -> None:
    for box_id, rights in (voter.final, voter.secret, voter.changing):
        secret, half = box_id == night.secret, rights[: RIGHTS // 2]
        devices = [
            [Sent(box_id, right, choice, new_receipt() if secret else "") for right in half]
            for choice in ("for", "against")
        ]
        answers = at_once(port, voter.browser, devices)
        taken = [sum(status in TAKEN for status in pair) for pair in by_right(answers)]
        if box_id == night.changing:
            assert set(itertools.chain(*by_right(answers))) <= {303, 409}
            assert min(taken) >= 1
            remember_the_last(app, voter, answers)
        else:
            assert taken == [1] * len(half)
            assert set(itertools.chain(*by_right(answers))) == {200 if secret else 303, 409}
            voter.journal += [(sent, True) for device in answers for sent, status in device if status in TAKEN]


def remember_the_last(app: Flask, voter: Voter, answers: Sequence[Answers]) -> None:
    """Which of two came last is the database's to say: the memory takes both, in that order."""
    with app.app_context():
        stands = {one.right_id: one.choice for one in rights_of(voter.changing[0], voter.account_id)}
        db.session.rollback()
    pairs = [[sent for sent, status in pair if status in TAKEN] for pair in zip(*answers, strict=True)]
    for pair in pairs:
        voter.journal += [(sent, True) for sent in sorted(pair, key=lambda sent: sent.choice == stands[sent.right_id])]


def one_request_sent_four_times_is_one_ballot(night: Evening, voter: Voter, port: int) -> None:
    for box_id, rights in (voter.final, voter.secret, voter.changing):
        secret = box_id == night.secret
        same = [Sent(box_id, right, "abstain", new_receipt() if secret else "") for right in rights[RIGHTS // 2 : -1]]
        answers = at_once(port, voter.browser, [same] * 4)
        assert set(itertools.chain(*by_right(answers))) == {200 if secret else 303}
        voter.journal += [(sent, True) for sent in same]


def what_is_taken_back_or_of_another_vote_casts_nothing(app: Flask, night: Evening, voter: Voter, port: int) -> None:
    acting = Acting(SYSTEM, now(), "Parts cédées")
    wrong = []
    for box_id, rights in (voter.final, voter.secret, voter.changing):
        with app.app_context(), transaction():
            roll_changes.take_back(box_id, rights[-1], acting)
        wrong.append(Sent(box_id, rights[-1], "for", new_receipt() if box_id == night.secret else ""))
    others = [
        Sent(night.final, voter.changing[1][0], "for"),
        Sent(night.secret, voter.final[1][0], "for", new_receipt()),
    ]
    told = Counter(status for _, status in voter.browser.cast(port, iter([*wrong, *others])))
    assert told == {409: len(wrong), 404: len(others)}


def after_closing_a_replay_has_its_first_answer_and_nothing_else_is_taken(
    night: Evening, voter: Voter, port: int
) -> None:
    last = {(sent.box_id, sent.right_id): sent for sent, _ in voter.journal}
    replayed = list(voter.browser.cast(port, iter(last.values())))
    assert {status for _, status in replayed} == TAKEN
    other = {"for": "against", "against": "abstain", "abstain": "for"}
    changed = [
        Sent(sent.box_id, sent.right_id, other[sent.choice], new_receipt() if sent.receipt else "")
        for sent in last.values()
    ]
    assert {status for _, status in voter.browser.cast(port, iter(changed))} == {409}


def test_the_same_instant_as_the_closing(own_app: Flask, room: tuple[Evening, int]) -> None:
    """Whatever was answered "recorded" is counted; whatever was refused is not."""
    night, port = room
    [voter] = night.voters
    for box_id, rights in (voter.final, voter.secret, voter.changing):
        sent = [Sent(box_id, right, "for", new_receipt() if box_id == night.secret else "") for right in rights]
        closer = threading.Thread(target=close_after_a_moment, args=(own_app, box_id))
        closer.start()
        answers = at_once(port, voter.browser, [sent[:6], sent[6:]])
        closer.join()
        statuses = dict(itertools.chain(*answers))
        assert set(statuses.values()) <= {*TAKEN, 409}
        voter.journal += [(one, True) for one, status in statuses.items() if status in TAKEN]
    check_boxes(own_app, night)
    check_results(own_app, night)


def close_after_a_moment(app: Flask, box_id: int) -> None:
    """A secret box with one or two ballots in a college is not closed: that is for the bureau to decide."""
    with suppress(Refused), app.app_context(), transaction():
        closing.close_box(box_id, actor=SYSTEM, at=now())
