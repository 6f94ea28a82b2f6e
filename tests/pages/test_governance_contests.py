"""Votes among options on the pages of an assembly: written, opened, entered at the desk, a second round, advice of the room."""

from datetime import timedelta

import pytest

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from governance.models import Decision
from governance.queries.item_boxes import box_of_item, boxes_by_subject
from governance.services.assemblies import ItemDraft, add_item
from governance.services.notice import convene
from governance.services.session import deal_with
from governance.services.voting import close_vote, open_vote
from tests.factories.accounts import make_account, sign_in
from tests.factories.ballots import statements
from tests.factories.governance import account_of, end_session, make_assembly, open_evening, pole_members, pole_statutes
from tests.factories.plans import election
from votes.models import Ballot
from votes.queries import rights_at_desk
from votes.rules.plans import BallotPlan
from votes.rules.tie_choice import TieAnswer
from votes.services.casting import cast_at_desk

OPENLY = {"secret_ballots.required_for": []}
TYPED = {"title": "Conseil", "text": "Trois sièges.", "question": "ordinary", "method": "approval", "seats": "2"}
TYPED |= {"options": "Ada Brume | jardinière\nZoé Lande\nNoé Sel", "default_grade": "worst", "tie_answer": "none"}


@pytest.fixture
def office(client, session):
    """A browser of the board, in English."""
    sign_in(client, make_account("Odile Pengam", Role.BOARD, language="en"))
    return client


def evening(plan: BallotPlan):
    """In session an hour ago, one question of this plan waiting: the assembly, its point, the members."""
    pole_statutes(**OPENLY)
    members = pole_members()
    start = now().replace(microsecond=0) - timedelta(hours=1)
    sent = start - timedelta(days=40)
    assembly = make_assembly(resolutions=[], starts_at=start, at=sent)
    draft = ItemDraft("Conseil", "Trois sièges.", "ordinary", replaceable=plan.replaceable, plan=plan)
    item = add_item(assembly, draft, actor=SYSTEM, at=sent)
    convene(assembly, actor=SYSTEM, at=start - timedelta(days=30))
    open_evening(assembly, members, present=list(members))
    deal_with(assembly, assembly.items[0].id, actor=SYSTEM, at=now())
    return assembly, item, members


def fill(box, choice, at=None) -> None:
    for right in rights_at_desk(box.id):
        if not right.cast:
            cast_at_desk(box.id, right.right_id, choice, actor=SYSTEM, at=at or now())


def test_an_election_is_written_with_its_candidates_and_shown_before_the_vote(office):
    pole_statutes(**OPENLY)
    assembly = make_assembly(resolutions=[])
    address = f"/assemblees/{assembly.id}/ordre-du-jour/nouveau"
    assert office.post(address, data=TYPED).status_code == 302
    item = assembly.items[1]
    assert [one["label"] for one in item.plan.contest["options"]] == ["Ada Brume", "Zoé Lande", "Noé Sel"]
    shown = office.get(f"/assemblees/{assembly.id}/resolutions/2").get_data(as_text=True)
    assert "jardinière" in shown
    assert "Approve as many as you like" in shown
    again = office.get(f"/assemblees/{assembly.id}/ordre-du-jour/{item.id}").get_data(as_text=True)
    assert "Ada Brume | jardinière" in again


def test_the_form_says_which_subjects_the_statutes_want_secret_and_refuses_an_open_one(office):
    pole_statutes(**{"voting.tie_rule": "age"})
    assembly = make_assembly(resolutions=[])
    address = f"/assemblees/{assembly.id}/ordre-du-jour/nouveau"
    page = office.get(address).get_data(as_text=True)
    assert "The statutes require a secret ballot for: elections." in page
    assert '<option selected value="age">' in page
    sent = office.post(address, data=TYPED | {"subject": "election"})
    assert sent.status_code == 422
    assert "47-1775 art. 8" in sent.get_data(as_text=True)
    assert office.post(address, data=TYPED | {"subject": "election", "secret": "y"}).status_code == 302


def test_the_desk_opens_for_minutes_and_enters_a_ballot_of_the_method(office):
    assembly, item, _ = evening(election(seats=2))
    office.post(f"/assemblees/{assembly.id}/points/{item.id}/ouvrir", data={"minutes": "5"})
    box = box_of_item(item)
    assert box.closes_at - box.opened_at == timedelta(minutes=5)
    right = rights_at_desk(box.id)[0].right_id
    address = f"/assemblees/{assembly.id}/points/{item.id}/saisie"
    assert f'href="{address}/{right}"' in office.get(address).get_data(as_text=True)
    assert office.get(f"{address}/{right}").status_code == 200
    ballot = {"right": right, "step": "review", "choice": ["o1", "o3"]}
    assert office.post(f"{address}/{right}", data=ballot).status_code == 302
    assert Ballot.query.filter_by(right_id=right).one().choice == '["o1","o3"]'


def test_points_at_the_desk_are_counted_before_anything_is_cast(office):
    plan = election(method="points", seats=1, contest={"points": {"total": 10, "max_per_option": 6, "min_options": 1}})
    assembly, item, _ = evening(plan)
    box = open_vote(assembly, item.id, actor=SYSTEM, at=now())
    right = rights_at_desk(box.id)[0].right_id
    address = f"/assemblees/{assembly.id}/points/{item.id}/saisie/{right}"
    more = office.post(address, data={"right": right, "step": "plus:o1", "n-o1": "3"})
    assert (more.status_code, 'value="4"' in more.get_data(as_text=True)) == (200, True)
    over = office.post(address, data={"right": right, "step": "review", "n-o1": "6", "n-o2": "5"})
    assert over.status_code == 422
    assert "take back 1" in over.get_data(as_text=True)
    assert Ballot.query.count() == 0
    assert office.post(address, data={"right": right, "step": "blank"}).status_code == 302
    assert Ballot.query.one().choice == '"blank"'


def test_the_desk_offers_a_second_round_and_members_see_it(office):
    assembly, item, members = evening(election(seats=3, contest={"approval_threshold": "1/2"}))
    voter = account_of(members["Inès Oubrahim"])
    fill(open_vote(assembly, item.id, actor=SYSTEM, at=now()), ["o1"])
    root = f"/assemblees/{assembly.id}/points/{item.id}"
    office.post(f"{root}/clore")
    desk = office.get(f"/assemblees/{assembly.id}/bureau").get_data(as_text=True)
    assert f'action="{root}/second-tour"' in desk
    assert f'action="{root}/decider"' in desk
    assert "leaves 2 places to give" in desk
    assert office.get(f"/assemblees/{assembly.id}/ecran").status_code == 200
    office.post(f"{root}/second-tour", data={"minutes": "0"})
    second = box_of_item(item)
    assert (second.round, Decision.query.count()) == (2, 0)
    sign_in(office, voter)
    phone = office.get(f"/assemblees/{assembly.id}/voter").get_data(as_text=True)
    assert "Zoé Lande" in phone
    assert office.get(f"/assemblees/{assembly.id}/resolutions/2").location.startswith(f"/votes/{second.id}?")


def test_a_counted_first_round_shows_on_every_page_before_any_decision(office):
    plan = election(seats=3, tie_answer=TieAnswer.SECOND_ROUND, contest={"approval_threshold": "1/2"})
    assembly, item, members = evening(plan)
    fill(open_vote(assembly, item.id, actor=SYSTEM, at=now()), ["o1"])
    assert close_vote(assembly, item.id, actor=SYSTEM, at=now()) is None
    for page in ("bureau", "ecran", "ordre-du-jour"):
        address = f"/assemblees/{assembly.id}" + ("" if page == "ordre-du-jour" else f"/{page}")
        assert office.get(address).status_code == 200
    sign_in(office, account_of(members["Inès Oubrahim"]))
    assert office.get(f"/assemblees/{assembly.id}/voter").status_code == 200


def test_the_room_is_asked_for_advice_in_one_form_and_nothing_is_decided(office):
    """L225-105: only what is on the agenda is decided."""
    assembly, item, members = evening(election())
    address = f"/assemblees/{assembly.id}/question"
    asked = {"title": "Faisons-nous une pause ?", "answers": "Oui\nDans une heure", "minutes": "2"}
    assert office.post(address, data=asked).status_code == 303
    [box] = boxes_by_subject([assembly.subject])[assembly.subject]
    assert (box.advisory, box.method, box.replaceable) == (True, "plurality", True)
    assert office.post(f"/assemblees/{assembly.id}/points/{item.id}/ouvrir").status_code == 409
    phone = office.get(f"/assemblees/{assembly.id}/ecran").get_data(as_text=True)
    assert "Dans une heure" in phone
    fill(box, "o1")
    office.post(f"{address}/{box.id}/clore")
    assert Decision.query.count() == 0
    assert office.get(f"/assemblees/{assembly.id}/ecran").status_code == 200
    assert office.get(f"/assemblees/{assembly.id}/bureau").status_code == 200
    sign_in(office, account_of(members["Inès Oubrahim"]))
    assert office.get(f"/assemblees/{assembly.id}/voter").status_code == 200


def test_one_answer_alone_is_no_question(office):
    assembly, *_ = evening(election())
    sent = office.post(f"/assemblees/{assembly.id}/question", data={"title": "Pause", "answers": "Oui", "minutes": "2"})
    assert sent.status_code == 422


def test_advice_for_or_against_is_shown_on_the_wall_without_a_decision(office):
    assembly, *_ = evening(election())
    office.post(f"/assemblees/{assembly.id}/question", data={"title": "Pause", "minutes": "0"})
    [box] = boxes_by_subject([assembly.subject])[assembly.subject]
    fill(box, "for")
    office.post(f"/assemblees/{assembly.id}/question/{box.id}/clore")
    assert "Rather for" in office.get(f"/assemblees/{assembly.id}/ecran").get_data(as_text=True)


def test_a_question_of_another_assembly_is_not_closed_from_here(office):
    assembly, *_ = evening(election())
    assert office.post(f"/assemblees/{assembly.id}/question/999/clore").status_code == 404


def test_the_result_of_an_election_is_on_the_wall_and_on_the_phone_without_adopted_nor_rejected(office):
    plan = election("Ada Brume", "Zoé Lande", seats=1, method="plurality", replaceable=True)
    assembly, item, members = evening(plan)
    box = open_vote(assembly, item.id, actor=SYSTEM, at=now())
    fill(box, "o2")
    assert (
        "Zoé Lande" not in office.get(f"/assemblees/{assembly.id}/ecran").get_data(as_text=True).split("big-figure")[1]
    )
    assert close_vote(assembly, item.id, actor=SYSTEM, at=now()) is not None
    wall = office.get(f"/assemblees/{assembly.id}/ecran").get_data(as_text=True)
    assert "Decision no. 1" in wall
    assert "Zoé Lande" in wall
    sign_in(office, account_of(members["Inès Oubrahim"], language="en"))
    phone = office.get(f"/assemblees/{assembly.id}/voter").get_data(as_text=True)
    assert "Counted: Conseil" in phone
    assert f"/votes/{box.id}?" in phone
    for page in (wall, phone):
        assert "Adopted" not in page
        assert "Rejected" not in page


def test_the_phone_says_how_the_vote_is_counted_before_anything_is_cast(office):
    plan = election("Ada Brume", "Zoé Lande", seats=1, method="plurality", contestable_days=30)
    assembly, item, members = evening(plan)
    account = account_of(members["Inès Oubrahim"], language="en")
    box = open_vote(assembly, item.id, actor=SYSTEM, at=now())
    assert box.contestable_days == 30
    sign_in(office, account)
    phone = office.get(f"/assemblees/{assembly.id}/voter").get_data(as_text=True)
    for wanted in (
        "How this vote is counted",
        "it stands: no rule settles it",
        "30 days after the result",
        "Your vote counts",
    ):
        assert wanted in phone, wanted
    fill(box, "o1")
    close_vote(assembly, item.id, actor=SYSTEM, at=now())
    assert "How this vote is counted" not in office.get(f"/assemblees/{assembly.id}/voter").get_data(as_text=True)


def test_the_desk_and_the_minutes_take_as_many_statements_for_eight_elections_as_for_two(office):
    found = []
    pole_statutes(**OPENLY)
    members = pole_members()
    for size in (2, 8):
        start = now().replace(microsecond=0) - timedelta(hours=1)
        sent = start - timedelta(days=40)
        assembly = make_assembly(resolutions=[], starts_at=start, at=sent)
        for place in range(size):
            draft = ItemDraft(f"Siège {place}", "Un siège.", "ordinary", plan=election(method="plurality", seats=1))
            add_item(assembly, draft, actor=SYSTEM, at=sent)
        convene(assembly, actor=SYSTEM, at=start - timedelta(days=30))
        open_evening(assembly, members, present=list(members))
        for place, item in enumerate(assembly.items[1:]):
            at = start + timedelta(minutes=2 * place + 30)
            fill(open_vote(assembly, item.id, actor=SYSTEM, at=at), "o1", at)
            close_vote(assembly, item.id, actor=SYSTEM, at=at + timedelta(minutes=1))
        pages = [f"/assemblees/{assembly.id}/{page}" for page in ("bureau", "ecran")]
        end_session(assembly, at=now())
        pages += [f"/assemblees/{assembly.id}/{page}" for page in ("proces-verbal", "proces-verbal/apercu.pdf")]
        found.append([statements(lambda page=page: office.get(page)) for page in pages])
    assert all(many <= few for few, many in zip(*found, strict=True)), found
