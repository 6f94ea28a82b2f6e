"""Minutes and extracts of contests: who was elected and by which figures, each round, the tie and its rule, what happened."""

import io
from datetime import timedelta

import pypdf
import pytest

from foundation.documents import pdf
from foundation.documents.archive import find
from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from governance.models import Assembly
from governance.queries.decisions import decisions_of
from governance.queries.extract_paper import extract_data
from governance.queries.minutes import minutes_data, texts_of
from governance.services.assemblies import ItemDraft, add_item
from governance.services.minutes import issue_minutes
from governance.services.notice import convene
from governance.services.session import deal_with
from governance.services.voting import close_vote, open_second_round, open_vote
from tests.factories.governance import (
    CONVENED,
    OPENED,
    WRITTEN,
    end_session,
    make_assembly,
    open_evening,
    pole_members,
    pole_statutes,
)
from tests.factories.plans import election
from votes.models import BoxAct
from votes.queries import rights_at_desk
from votes.rules.plans import BallotPlan
from votes.services.casting import cast_at_desk

pytestmark = pytest.mark.usefixtures("session")
AT = OPENED + timedelta(minutes=10)
NEXT_DAY = OPENED + timedelta(days=1)


def held(plan: BallotPlan, *choices: object, second: object = None) -> Assembly:
    """An assembly that put one question of this plan to the vote, in one round or two, and ended."""
    pole_statutes(**{"secret_ballots.required_for": []})
    members = pole_members()
    assembly = make_assembly(resolutions=[])
    add_item(assembly, ItemDraft("Conseil", "Trois sièges.", "ordinary", plan=plan), actor=SYSTEM, at=WRITTEN)
    convene(assembly, actor=SYSTEM, at=CONVENED)
    open_evening(assembly, members, present=list(members))
    deal_with(assembly, assembly.items[0].id, actor=SYSTEM, at=OPENED)
    item = assembly.items[1].id
    vote(open_vote(assembly, item, actor=SYSTEM, at=AT).id, choices)
    close_vote(assembly, item, actor=SYSTEM, at=AT + timedelta(minutes=5))
    if second is not None:
        again = open_second_round(assembly, item, actor=SYSTEM, at=AT + timedelta(minutes=6))
        vote(again.id, [second])
        close_vote(assembly, item, actor=SYSTEM, at=AT + timedelta(minutes=9))
    return assembly


def vote(box_id: int, choices: object) -> None:
    listed = list(choices)
    for place, right in enumerate(rights_at_desk(box_id)):
        cast_at_desk(box_id, right.right_id, listed[place % len(listed)], actor=SYSTEM, at=AT + timedelta(minutes=1))


def ended(assembly: Assembly) -> Assembly:
    end_session(assembly, at=OPENED + timedelta(hours=1))
    return assembly


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


def printed(assembly: Assembly) -> str:
    issued = issue_minutes(assembly, actor=SYSTEM, at=NEXT_DAY)
    return text_of(find(issued.document_id).content)


def test_minutes_hold_who_was_elected_and_by_which_figures() -> None:
    plan = election()
    chosen = [one["id"] for one in plan.contest["options"]][:3]
    names = [one["label"] for one in plan.contest["options"]]
    assembly = ended(held(plan, chosen))
    [paper] = minutes_data(assembly, texts_of(assembly), number="1", draft=False, at=NEXT_DAY)["items"][1]["contests"]
    assert [winner["label"] for winner in paper["winners"]] == names[:3]
    assert all(winner["figure"] == "1 (100\xa0%)" for winner in paper["winners"])
    assert len(paper["winners"][0]["colleges"]) == 5
    text = printed(assembly)
    assert f"Élus : {', '.join(names[:3])}" in text
    assert "Décisions en bref" in text
    assert "Ensemble" in text
    assert "Règle appliquée" in text


def test_an_extract_of_an_election_names_the_elected() -> None:
    plan = election()
    chosen = [one["id"] for one in plan.contest["options"]][:3]
    assembly = held(plan, chosen)
    ended(assembly)
    issued = issue_minutes(assembly, actor=SYSTEM, at=NEXT_DAY)
    [decision] = decisions_of(assembly)
    data = extract_data(decision, issued, seat="chair", at=NEXT_DAY)
    assert data["resolution"] is None
    assert data["contests"][0]["decision_number"] == "1"
    assert plan.contest["options"][0]["label"] in text_of(pdf.render("decision", data, at=NEXT_DAY))


def test_acts_on_the_vote_are_printed_with_its_result() -> None:
    plan = election()
    assembly = held(plan, [plan.contest["options"][0]["id"]])
    box_id = assembly.items[1].box_id
    db.session.add(
        BoxAct(
            box_id=box_id, kind="extended", reason="Panne du réseau", details={}, actor_id=None, actor_name="Ada", at=AT
        )
    )
    db.session.flush()
    items = minutes_data(assembly, texts_of(assembly), number="1", draft=False, at=NEXT_DAY)["items"]
    [*_, last] = items[1]["contests"]
    assert any("Prolongé, par Ada" in said and "Panne du réseau" in said for said in last["applied"])


def test_both_rounds_of_an_election_are_printed() -> None:
    plan = election("Ada Brume", "Zoé Lande", "Noé Sel", seats=2, contest={"approval_threshold": "1/2"})
    assembly = ended(held(plan, ["o1"], second=["o3"]))
    first, second = minutes_data(assembly, texts_of(assembly), number="1", draft=False, at=NEXT_DAY)["items"][1][
        "contests"
    ]
    assert [winner["label"] for winner in first["winners"]] == ["Ada Brume"]
    assert ([winner["label"] for winner in second["winners"]], second["round"]) == (["Noé Sel"], 2)
    text = printed(assembly)
    assert "tour 2" in text
    assert "Élu : Noé Sel" in text
