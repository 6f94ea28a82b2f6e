"""The territory: who works with whom on a day, protocols and their reminders, project holders, places put to a body."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.settings import save_settings
from foundation.mailing.models import Mail
from governance.queries.decisions import decision_by_number
from governance.rules.bodies import Verdict
from pole.actors.models import PlaceCriterion, Referral
from pole.actors.queries.directory import THE_POLE, actor_now, actor_or_404, actors, counted, link_or_404, ties_on
from pole.actors.queries.places import choice_or_404, choices
from pole.actors.queries.protocols import protocol_on, protocols_due, protocols_on
from pole.actors.queries.referrals import referral_or_404, referrals_of, sent_to, themes_of, yearly_figures
from pole.actors.rules.protocols import ProtocolState, ReviewOutcome
from pole.actors.rules.referrals import Outcome
from pole.actors.rules.words import ActorType, LinkKind
from pole.actors.services.directory import LinkDraft, close_actor, end_link, link
from pole.actors.services.places import Choosing, Judged, decide, drop_criterion, judge, open_choice
from pole.actors.services.protocols import ReviewDraft, remind_of_protocols, review, stop, write_protocol
from pole.actors.services.referrals import ReferralDraft, StepDraft, receive, tell_step
from tests.factories.accounts import make_account
from tests.factories.governance import pole_statutes
from tests.factories.governance_bodies import meeting_of, steering_group
from tests.factories.membership import make_member, make_organisation
from tests.factories.pole_actors import (
    AT,
    BY,
    ENDS,
    STARTS,
    directory,
    make_actor,
    make_choice,
    make_protocol,
)

DAY = date(2026, 6, 1)


def names(*args, **more):
    return [one.name for one in actors(DAY, *args, **more)]


def test_the_directory_is_searched_without_accents_by_type_and_level(session):
    directory()
    assert names("epicerie") == ["Épicerie Le Panier"]
    assert names(kind="funder") == ["Fondation Terres"]
    assert names(level=0) == ["Épicerie Le Panier"]
    assert names("%") == []
    assert counted(DAY)["ess", 0] == 1


def test_an_actor_of_the_register_bears_the_name_of_its_record_and_its_number(session):
    pole_statutes()
    body = make_organisation("Atelier du Canal", "association", size=8)
    member = make_member(body, "structures")
    row = make_actor("", ActorType.ESS, body)
    body.name = "Atelier du Grand Canal"
    db.session.flush()
    found = actor_now(row.id, DAY)
    assert (found.name, found.member_number) == ("Atelier du Grand Canal", member.number)
    assert [(tie.one, tie.other, tie.kind) for tie in ties_on(DAY)] == [(row.id, THE_POLE, LinkKind.MEMBER)]
    with pytest.raises(Refused):
        make_actor("Autre nom", ActorType.ESS, body)


@pytest.mark.parametrize(
    ("name", "kind", "level", "code"),
    [
        (" ", ActorType.ESS, None, "actor-nameless"),
        ("EPICERIE le panier", ActorType.ESS, None, "actor-twice"),
        ("Département", ActorType.PUBLIC, 1, "actor-level"),
    ],
)
def test_an_actor_that_cannot_be_is_refused(session, name, kind, level, code):
    directory()
    with pytest.raises(Refused) as refused:
        make_actor(name, kind, ess_level=level)
    assert refused.value.code == code


def test_an_actor_taken_out_keeps_its_page(session):
    row = directory()["Région"]
    close_actor(row, **BY)
    assert "Région" not in names()
    assert names(closed=True) == ["Région"]
    assert actor_or_404(row.id) is row
    with pytest.raises(NotFound):
        actor_or_404(row.id + 99)


def test_a_link_is_on_the_map_from_its_first_day_to_the_eve_of_its_end_and_for_both(session):
    found = directory()
    one, other = found["Région"], found["Fondation Terres"]
    row = link(one, LinkDraft(other.id, LinkKind.WORKS_WITH, STARTS), **BY)
    assert ties_on(STARTS - timedelta(days=1)) == []
    assert [tie.link_id for tie in ties_on(DAY, other.id)] == [row.id]
    for draft in (LinkDraft(other.id, LinkKind.WORKS_WITH, DAY), LinkDraft(one.id, LinkKind.FUNDS, DAY)):
        with pytest.raises(Refused):
            link(one, draft, **BY)
    with pytest.raises(Refused):
        link(other, LinkDraft(one.id, LinkKind.WORKS_WITH, DAY), **BY)
    with pytest.raises(Refused):
        end_link(row, STARTS - timedelta(days=1), **BY)
    end_link(row, DAY, **BY)
    assert ties_on(DAY) == [] != ties_on(DAY - timedelta(days=1))
    with pytest.raises(StateMoved):
        end_link(row, DAY, **BY)
    with pytest.raises(NotFound):
        link_or_404(found["Boutique de gestion"], row.id)


def test_a_protocol_in_force_is_a_link_with_the_pole(session):
    row = directory()["Boutique de gestion"]
    made = make_protocol(row)
    assert [tie.protocol_id for tie in ties_on(STARTS)] == [made.id] == [tie.protocol_id for tie in ties_on(ENDS)]
    assert ties_on(STARTS - timedelta(days=1)) == [] == ties_on(ENDS + timedelta(days=1))
    stop(made, DAY, "Le partenaire ferme.", **BY)
    db.session.flush()
    assert ties_on(DAY) == []
    assert protocol_on(made.id, DAY).state is ProtocolState.STOPPED


def test_a_draft_is_no_link_and_has_no_review(session):
    made = make_protocol(directory()["Région"], signed_on=None)
    found = protocol_on(made.id, DAY)
    assert (found.state, found.review_on, ties_on(DAY)) == (ProtocolState.DRAFT, None, [])
    with pytest.raises(Refused):
        review(found, ReviewDraft(DAY, "Bien.", ReviewOutcome.CONTINUE), **BY)


@pytest.mark.parametrize("changes", [{"title": " "}, {"ends_on": STARTS - timedelta(days=1)}, {"parties": ()}])
def test_a_protocol_that_cannot_be_is_refused(session, changes):
    with pytest.raises(Refused):
        make_protocol(directory()["Région"], **changes)


def test_the_next_review_is_reckoned_from_the_last_one(session):
    made = make_protocol(directory()["Région"])
    assert protocol_on(made.id, DAY).review_on == date(2027, 2, 1)
    late = date(2027, 3, 1)
    at = AT.replace(year=2027, month=3)
    assert protocol_on(made.id, late).is_late
    draft = ReviewDraft(date(2027, 1, 20), "Douze personnes orientées.", ReviewOutcome.CONTINUE)
    review(protocol_on(made.id, late), draft, actor=SYSTEM, at=at)
    assert protocol_on(made.id, late).review_on == date(2028, 1, 20)
    for bad in (
        draft,
        ReviewDraft(date(2027, 3, 4), "x", ReviewOutcome.STOP),
        ReviewDraft(late, " ", ReviewOutcome.STOP),
    ):
        with pytest.raises((Refused, StateMoved)):
            review(protocol_on(made.id, late), bad, actor=SYSTEM, at=at)


def test_who_answers_is_reminded_once_a_month_before_and_of_the_term_too(session):
    owner = make_account("Rozenn Bureau")
    made = make_protocol(directory()["Région"], owner_account_id=owner.id, owner_name=owner.name)
    assert remind_of_protocols(date(2027, 1, 1), at=AT) == 0
    assert remind_of_protocols(date(2027, 1, 2), at=AT) == 1
    assert remind_of_protocols(date(2027, 1, 2), at=AT) == 0, "the job may run twice"
    mail = db.session.execute(select(Mail)).scalar_one()
    assert (mail.to_address, mail.template) == (owner.email, "protocol-due")
    assert made.title in mail.body_text and f"/protocoles/{made.id}" in mail.body_text
    assert [one.protocol.id for one in protocols_due(date(2028, 1, 5))] == [made.id]
    assert remind_of_protocols(date(2028, 1, 5), at=AT) == 1, "and of its term"


def test_without_somebody_who_answers_the_cooperative_is_reminded(session):
    save_settings({"name": "Pôle", "email": "bonjour@pole.example"}, at=AT)
    make_protocol(directory()["Région"])
    remind_of_protocols(date(2027, 1, 5), at=AT)
    assert db.session.execute(select(Mail.to_address)).scalar_one() == "bonjour@pole.example"


def test_changing_a_protocol_keeps_the_parties_that_stay(session):
    found = directory()
    made = make_protocol(found["Région"], found["Fondation Terres"])
    kept = made.parties[0].id
    from pole.actors.services.protocols import ProtocolDraft

    write_protocol(ProtocolDraft("Autre titre", STARTS, (found["Région"].id,), signed_on=STARTS), made, **BY)
    assert [one.id for one in made.parties] == [kept]
    assert [one.protocol.title for one in protocols_on(DAY)] == ["Autre titre"]


def came(day: date, theme: str = "habitat", **more) -> Referral:
    return receive(ReferralDraft(day, "Ada Armel", "ada@exemple.fr", "Un café.", theme, **more), **BY)


def step(row: Referral, **more):
    return tell_step(referral_or_404(row.id), StepDraft(date(2026, 2, 20), **more), **BY)


def test_the_figures_of_a_year_add_up_and_the_last_outcome_counts(session):
    shop = directory()["Boutique de gestion"]
    first, second, third = came(date(2026, 1, 5)), came(date(2026, 2, 5), "mobilité"), came(date(2025, 12, 31))
    step(first, actor_id=shop.id)
    step(first, actor_id=shop.id, text="une seconde fois")
    step(first, outcome=Outcome.UNDER_WAY)
    step(first, outcome=Outcome.LAUNCHED)
    step(third, outcome=Outcome.GIVEN_UP)
    last, before = yearly_figures()
    assert (last.year, last.received, last.sent, last.begun, last.waiting) == (2026, 2, 1, 1, 1)
    assert (before.year, before.received, dict(before.outcomes)) == (2025, 1, {Outcome.GIVEN_UP: 1})
    assert sum(last.outcomes.values()) == last.received
    assert sent_to(2026) == [("Boutique de gestion", 1)]
    assert themes_of(2026) == [("habitat", 1), ("mobilité", 1)]
    assert [one.referral.id for one in referrals_of(2026)] == [second.id, first.id]


def test_a_step_that_cannot_be_is_refused(session):
    row = came(date(2026, 2, 10))
    for draft in (
        StepDraft(date(2026, 2, 9), outcome=Outcome.LOST),
        StepDraft(date(2026, 3, 4), outcome=Outcome.LOST),
        StepDraft(date(2026, 2, 20)),
    ):
        with pytest.raises(Refused):
            tell_step(referral_or_404(row.id), draft, **BY)
    with pytest.raises(Refused):
        came(date(2026, 3, 4))
    step(row, outcome=Outcome.LOST)
    with pytest.raises(StateMoved):
        step(row, outcome=Outcome.LOST)


def test_the_choice_of_a_body_stands_in_the_register_with_its_comparison_and_changes_no_more(session):
    choice = make_choice()
    standing = choice_or_404(choice.id)
    hall, station = choice.places
    assert standing.scores == {hall.id: Fraction(13, 16), station.id: Fraction(7, 16)}
    assert standing.leading == (hall.id,)
    meeting = meeting_of(steering_group())
    chosen = Choosing(meeting, station, Verdict.VALIDATED, "Le loyer l’emporte.")
    made = decide(standing, chosen, **BY)
    assert made.subject == choice.subject
    text_kept = decision_by_number(made.number)[0].text
    assert "La Gare" in text_kept.splitlines()[0] and "Argument 4" in text_kept
    now = choice_or_404(choice.id)
    assert (now.is_open, now.chosen.name, [one.number for one in now.decisions]) == (False, "La Gare", [made.number])
    for act in (
        lambda: decide(now, chosen, **BY),
        lambda: open_choice("Autre", "", choice, **BY),
        lambda: judge(choice, hall, {choice.criteria[0].id: Judged(0, "x")}, **BY),
        lambda: drop_criterion(choice, choice.criteria[0], **BY),
    ):
        with pytest.raises(StateMoved):
            act()
    db.session.commit()
    with pytest.raises(DatabaseError):
        db.session.execute(text("UPDATE pole_place_mark SET mark = 0"))
    db.session.rollback()


def test_a_refusal_of_the_body_leaves_the_choice_open(session):
    standing = choice_or_404(make_choice().id)
    refused = Choosing(meeting_of(steering_group()), standing.choice.places[0], Verdict.REFUSED, "Trop loin.")
    made = decide(standing, refused, **BY)
    assert made.text.startswith("Aucun lieu")
    now = choice_or_404(standing.choice.id)
    assert now.is_open and now.chosen is None and list(now.decisions) == [made]
    assert [one.choice.id for one in choices()] == [standing.choice.id]


def test_a_place_is_put_to_a_body_once_judged_by_every_criterion_with_arguments(session):
    standing = choice_or_404(make_choice(judged=False).id)
    chosen = Choosing(meeting_of(steering_group()), standing.choice.places[0], Verdict.VALIDATED, "x")
    with pytest.raises(Refused) as refused:
        decide(standing, chosen, **BY)
    assert refused.value.code == "choice-unmarked"
    with pytest.raises(Refused) as refused:
        judge(standing.choice, standing.choice.places[0], {standing.criteria[0].id: Judged(3, " ")}, **BY)
    assert refused.value.code == "mark-unargued"


def test_a_criterion_goes_with_its_marks(session):
    choice = make_choice()
    drop_criterion(choice, choice.criteria[0], **BY)
    standing = choice_or_404(choice.id)
    assert [one.label for one in standing.criteria] == ["Loyer"]
    assert len(standing.marks) == 2
    assert db.session.query(PlaceCriterion).count() == 1
