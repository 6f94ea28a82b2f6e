"""Whatever is sent as a ballot: it is taken by its rule or refused in a sentence; never a breakdown, never a wrong ballot."""

import json
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import canonical_json
from foundation.kernel.errors import Refused, StateMoved
from tests.factories.accounts import make_account, sign_in
from tests.factories.votes import draft, roll
from votes import boxed_ballots, queries
from votes.receipts import new_receipt
from votes.rules.ballot_choices import plain_choice
from votes.rules.contest import Contest, Marks, Option, Points
from votes.rules.methods.registry import CONTESTS
from votes.rules.secrecy import Secrecy
from votes.services import boxes, casting

IDS = "ABC"
OPTIONS = tuple(Option(name, f"Projet {name}") for name in IDS)
PRICED = tuple(Option(name, f"Projet {name}", cost_cents=100) for name in IDS)
MADE: dict[str, Contest] = dict.fromkeys(CONTESTS, Contest(OPTIONS)) | {
    "approval": Contest(OPTIONS, marks=Marks(1, 2)),
    "points": Contest(OPTIONS, points=Points(10, 6, 2)),
    "majority_judgment": Contest(OPTIONS, grades=("Insuffisant", "Bien", "Très bien")),
    "greedy": Contest(PRICED, budget_cents=200),
    "equal_shares": Contest(PRICED, budget_cents=200),
}
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-2, 11)
    | st.floats()
    | st.sampled_from([*IDS, "for", "blank", "null", "", "A" * 3000, "\u202e", "é", "0", "-1"])
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from([*IDS, "D", ""]), inner, max_size=4),
    max_leaves=10,
)
TAKEN = {200, 303, 400, 404, 409, 413, 422}


@pytest.mark.parametrize("method", ["resolution", *sorted(CONTESTS)])
@given(choice=ANYTHING)
def test_a_choice_is_written_in_its_one_way_or_refused(method: str, choice: Any) -> None:
    contest = canonical_json(
        {} if method == "resolution" else draft(method=method, contest=MADE[method]).contest_json()
    )
    with suppress(Refused):
        plain = plain_choice(method, contest, choice)
        assert plain_choice(method, contest, plain) == plain
        assert json.loads(canonical_json(plain)) == plain


@pytest.mark.parametrize("method", ["points", "schulze"])
@pytest.mark.parametrize("choice", [{"A": 10**400, "B": 1}, [["A"] * 5000], "A" * 10**6, {"A": {"A": {}}}, [[[[]]]]])
def test_a_huge_choice_is_refused(method: str, choice: Any) -> None:
    contest = canonical_json(draft(method=method, contest=MADE[method]).contest_json())
    with pytest.raises(Refused):
        plain_choice(method, contest, choice)


STEPS = ("review", "blank", "stay", "other", "leave", "change", "up:A", "plus:A", "again:mine")
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "right": st.lists(st.sampled_from(["mine", "other", "0", "-1", "x", "9" * 30, "1.0", "²"]), max_size=3),
        "choice": st.lists(st.sampled_from(["for", "against", "blank", "null", "", "é" * 4000, "FOR"]), max_size=2),
        "ballot-mine": ANYTHING.map(lambda value: json.dumps(value, allow_nan=True))
        | st.sampled_from(["{", "[" * 5000]),
        "ballot-other": st.just('"for"'),
        "receipt-mine": st.sampled_from(["", "short", "receipt", "é" * 20, "2" * 19, "2" * 21]),
        "step": st.sampled_from(["", "confirm", "review", "move:A", "up:", ":", "confirm:9" * 99, *STEPS]),
        "suite": st.sampled_from(["//ailleurs.example", "/votes", "javascript:1", "\r\nSet-Cookie: a=b"]),
        "n-A": st.sampled_from(["1", "-1", "²", "9" * 5000, "1e3", ""]),
        "pick": st.sampled_from(["mine", "x"]),
        "warned": st.just("1"),
    },
)


@pytest.mark.parametrize("secret", [False, True])
def test_any_form_is_answered_and_leaves_one_ballot_at_most(client: FlaskClient, session: object, secret: bool) -> None:
    account = make_account("Ada Bretelle")
    sign_in(client, account)
    changes: dict[str, Any] = {"colleges": (), "replaceable": not secret}
    if secret:
        changes["secrecy"] = Secrecy(3)
    lines = [*roll(account.id, None, None, None, None, college=None)]
    box = boxes.open_box(draft(**changes), lines, actor=SYSTEM, at=now() - timedelta(minutes=5))
    [mine, other, *_] = queries.rights_by_kind(box.id, "")
    box_id, names = box.id, {"mine": str(mine), "other": str(other), "receipt": new_receipt()}
    seen: Counter[int] = Counter()

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(fields=FIELDS)
    def send(fields: dict[str, Any]) -> None:
        data = {
            name.replace("mine", names["mine"]).replace("other", names["other"]): (
                [names.get(one, one) for one in value]
                if isinstance(value, list)
                else names.get(value, value.replace(":mine", f":{mine}"))
            )
            for name, value in fields.items()
        }
        status = client.post(f"/votes/{box_id}/bulletins", data=data).status_code
        seen[status] += 1
        assert status in TAKEN, data
        counted = boxed_ballots.counted_ballots(queries.get_box(box_id))
        assert sum(counted.values()) <= 1
        assert {json.loads(choice) for _, choice in counted} <= {"for", "against", "abstain", "blank"}

    send()
    assert len(seen) > 2, seen


FORGED = ("3", "null", '"null"', '"o9"', "[]", "{}", '["A", "A"]', '{"A": "x"}', "[[[]]]", "1e999", "true", '"for"')


@pytest.mark.parametrize("method", ["resolution", *sorted(CONTESTS)])
def test_a_prepared_ballot_forged_on_its_way_back_is_read_again_at_every_step(
    client: FlaskClient, session: object, method: str
) -> None:
    account = make_account("Ada Bretelle", language="en")
    sign_in(client, account)
    contest = {} if method == "resolution" else {"contest": MADE[method]}
    box = boxes.open_box(
        draft(method=method, colleges=(), **contest), roll(account.id, college=None), actor=SYSTEM,
        at=now() - timedelta(minutes=5),
    )  # fmt: skip
    [mine] = queries.rights_by_kind(box.id, "")
    for choice in FORGED:
        try:
            plain_choice(method, canonical_json(box.contest), json.loads(choice))
            taken = {200, 422}
        except Refused:
            taken = {422}
        for step in STEPS:
            data = {"right": mine, f"ballot-{mine}": choice, "pick": mine, "step": step.replace("mine", str(mine))}
            answer = client.post(f"/votes/{box.id}/bulletins", data=data)
            assert answer.status_code in taken, (choice, step)
            if taken == {422}:
                assert "ballot" in answer.get_data(as_text=True)
    assert sum(boxed_ballots.counted_ballots(box).values()) == 0


def test_the_same_millisecond_as_the_closing_is_too_late(session: object, at: datetime) -> None:
    end = at + timedelta(minutes=10)
    box = boxes.open_box(draft(closes_at=end), roll(1, 2, 3), actor=SYSTEM, at=at)
    rights = {account: queries.rights_of(box.id, account)[0].right_id for account in (1, 2, 3)}
    just = end - timedelta(milliseconds=1)
    assert casting.cast(box.id, rights[1], "for", account_id=1, at=just).state == "recorded"
    for account, moment in ((2, end), (3, end + timedelta(milliseconds=1))):
        with pytest.raises(StateMoved) as refused:
            casting.cast(box.id, rights[account], "for", account_id=account, at=moment)
        assert refused.value.code == "box-closed"
    assert sum(boxed_ballots.counted_ballots(box).values()) == 1
