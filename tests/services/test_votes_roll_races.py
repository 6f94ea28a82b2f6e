"""A roll that changes while ballots come in and while the vote closes: really committed, in threads, on both engines."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from foundation.kernel.audit import SYSTEM, Actor
from foundation.kernel.db import db
from foundation.web.transaction import transaction
from tests.factories.votes import draft, roll
from tests.services.test_votes_races import at_once, casting_of, opened
from votes import boxed_ballots, queries
from votes.models import AdditionMade, Ballot, Mark, Right, RightEnd, SecretBallot
from votes.receipts import new_receipt
from votes.rules.roll import RollLine
from votes.rules.secrecy import Secrecy
from votes.services import boxes, casting, closing
from votes.services.act_writing import Acting
from votes.services.casting import Secretly
from votes.services.paper import mark_paper
from votes.services.roll_changes import ask_addition, confirm_addition, take_back
from votes.verification import broken_boxes

ADA, LIN = Actor(91, "Ada"), Actor(92, "Lin")
ROUNDS = range(6)


def number(model: type, *conditions: object) -> int:
    return db.session.execute(select(func.count()).select_from(model).where(*conditions)).scalar_one()  # type: ignore[arg-type]


def taking_back(box_id: int, right_id: int, at: datetime) -> Callable[[], object]:
    return lambda: take_back(box_id, right_id, Acting(ADA, at, "Exclue le 2 juin"))


def secretly_opened(app: Flask, at: datetime) -> tuple[int, dict[int, int]]:
    with app.app_context(), transaction():
        lines = [replace(line, college=None) for line in roll(*range(1, 13))]
        box = boxes.open_box(
            draft(secrecy=Secrecy(3), colleges=(), replaceable=False, subject="item:1"), lines, actor=SYSTEM, at=at
        )
        return box.id, {one: queries.rights_of(box.id, one)[0].right_id for one in range(1, 13)}


def test_a_right_is_taken_back_or_its_ballot_stands_never_both(own_app: Flask, at: datetime) -> None:
    box_id, rights = opened(own_app, at, replaceable=False)
    for account in ROUNDS:
        right = rights[account + 1]
        acts = [casting_of(box_id, right, "for", account=account + 1, at=at), taking_back(box_id, right, at)]
        told = at_once(own_app, acts)
        assert told in ({"recorded": 1, "right-used": 1}, {"done": 1, "right-ended": 1}), told
    with own_app.app_context():
        both = number(Ballot, Ballot.right_id.in_(select(RightEnd.right_id)))
        assert both == 0
        assert number(Ballot) + number(RightEnd) == len(ROUNDS)
        assert broken_boxes() == []


def test_a_secret_right_is_taken_back_or_used_never_both(own_app: Flask, at: datetime) -> None:
    box_id, rights = secretly_opened(own_app, at)

    def secret_cast(account: int) -> Callable[[], object]:
        secretly = Secretly(new_receipt())
        return lambda: casting.cast(box_id, rights[account], "for", account_id=account, at=at, secretly=secretly)

    for account in range(1, 7):
        told = at_once(own_app, [secret_cast(account), taking_back(box_id, rights[account], at)])
        assert told in ({"recorded": 1, "right-used-secretly": 1}, {"done": 1, "right-ended": 1}), told
    with own_app.app_context():
        assert number(Mark, Mark.right_id.in_(select(RightEnd.right_id))) == 0
        assert number(Mark) == number(SecretBallot)
        assert broken_boxes() == []


def test_a_right_is_used_on_paper_or_online_never_both(own_app: Flask, at: datetime) -> None:
    box_id, rights = secretly_opened(own_app, at)
    for account in range(1, 7):
        secretly = Secretly(new_receipt())
        told = at_once(
            own_app,
            [
                lambda account=account, secretly=secretly: casting.cast(
                    box_id, rights[account], "for", account_id=account, at=at, secretly=secretly
                ),
                lambda account=account: mark_paper(box_id, rights[account], Acting(ADA, at)),
            ],
        )
        assert told in ({"recorded": 1, "ballot-final": 1}, {"done": 1, "ballot-final": 1}), told
    with own_app.app_context():
        assert number(Mark) == len(range(1, 7))
        assert number(Mark, Mark.channel == "online") == number(SecretBallot)


@pytest.mark.parametrize("turn", range(3))
def test_an_addition_is_made_before_the_count_or_not_at_all(own_app: Flask, at: datetime, turn: int) -> None:
    box_id, _rights = opened(own_app, at)
    acts: list[Callable[[], object]] = [
        lambda place=place: ask_addition(
            box_id, RollLine(50 + place, f"Tardif {place}", "a", accounts=(50 + place,)), Acting(ADA, at, "Oubli")
        )
        for place in range(3)
    ]
    acts.insert(turn, lambda: closing.close_box(box_id, actor=SYSTEM, at=at))
    told = at_once(own_app, acts)
    assert told["done"] + told["box-closed"] == 4
    with own_app.app_context():
        stored = queries.stored_result(box_id)
        assert stored is not None
        made = number(AdditionMade)
        assert made == told["done"] - 1
        assert boxed_ballots.count_file_of(queries.get_box(box_id)).as_text() == stored.count_file
        assert f'"entitled":{4 + made}' in stored.count_file.replace(" ", "").replace("\n", "")
        assert broken_boxes() == []


def test_one_member_asked_for_twice_at_once_is_on_the_roll_once(own_app: Flask, at: datetime) -> None:
    box_id, _rights = opened(own_app, at)
    line = RollLine(50, "Zoé Tardive", "a", accounts=(50,))
    told = at_once(own_app, [lambda: ask_addition(box_id, line, Acting(ADA, at, "Oubli"))] * 4)
    assert told == {"done": 1, "addition-on-roll": 3}
    with own_app.app_context():
        assert number(Right, Right.member_number == 50) == 1


def test_two_second_persons_at_once_make_one_right(own_app: Flask, at: datetime) -> None:
    box_id, _rights = secretly_opened(own_app, at)
    with own_app.app_context(), transaction():
        ask_addition(box_id, RollLine(50, "Zoé Tardive", accounts=(50,)), Acting(ADA, at, "Oubli"))
        [asked] = queries.roll_changes(box_id).waiting
    told = at_once(own_app, [lambda: confirm_addition(asked.id, Acting(LIN, at))] * 4)
    assert told == {"done": 1, "addition-answered": 3}
    with own_app.app_context():
        assert number(Right, Right.member_number == 50) == 1
