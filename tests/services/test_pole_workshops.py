"""Workshops are recorded lightly: opened with little, completed later, never walled; what they yield leads on."""

import io
from datetime import date, timedelta

import pytest

from foundation.kernel.audit import SYSTEM, Actor, history
from foundation.kernel.errors import NotFound, Refused, StateMoved
from governance.models import AgendaItem, Consultation
from pole.actors.models import Actor as Organisation
from pole.programme.queries.actions import actions_now
from pole.workshops.models import Workshop, WorkshopPerson, WorkshopPresence
from pole.workshops.queries.became import assemblies_in_preparation, became
from pole.workshops.queries.library import production_or_404, shelf
from pole.workshops.queries.pages import workshop_page
from pole.workshops.queries.records import listed, public_sessions
from pole.workshops.services.becoming import become_action, become_poll, become_resolution
from pole.workshops.services.library import ProductionDraft, count_download, publish, put_back, withdraw
from pole.workshops.services.people import (
    add_organisation,
    keep_signed_paper,
    leave,
    remove_organisation,
    sign_off,
    sign_up,
)
from pole.workshops.services.records import (
    WorkshopDraft,
    change_workshop,
    close_workshop,
    draft_of,
    open_workshop,
    reopen_workshop,
    tick,
)
from pole.workshops.services.sessions import SessionDraft, add_session, call_off, record_attendance
from pole.workshops.services.yields import FindingDraft, SchemeDraft, add_finding, add_scheme, change_finding, set_done
from tests.factories import files
from tests.factories.accounts import make_account
from tests.factories.governance import account_of, make_assembly, pole_members, pole_statutes
from tests.factories.pole_programme import axis
from tests.factories.pole_workshops import (
    AT,
    BY,
    ON,
    came,
    finding,
    organisation,
    person,
    production,
    session_of,
    workshop,
)


def page_of(one: Workshop):
    return workshop_page(one, AT)


def standings(one: Workshop) -> dict[str, str]:
    return {line.code: line.standing.value for line in page_of(one).rules}


def test_a_record_opens_with_a_title_and_a_question(session):
    made = workshop()
    assert made.id and history(made.subject)[-1].tag == "pole:workshop:opened"


@pytest.mark.parametrize("gone", [{"title": "  "}, {"question": " \n"}])
def test_a_seasonal_workshop_without_title_or_question_is_refused(session, gone):
    with pytest.raises(Refused):
        workshop(**gone)


def test_a_dialogue_and_another_meeting_need_no_question(session):
    assert workshop("dialogue", question="").id and workshop("other", question="").id


def test_the_same_words_leave_the_record_and_the_trail_as_they_are(session):
    made = workshop()
    change_workshop(made, draft_of(made), **BY)
    assert len(history(made.subject)) == 1


def test_a_workshop_without_base_organisation_is_told_and_closes_all_the_same(session):
    made = workshop()
    network = organisation("Fédération des réseaux", level=2)
    came(session_of(made), [person(made, actor_id=network.id)])
    finding(made)
    close_workshop(made, on=ON, **BY)
    assert standings(made) == {
        "base": "missing",
        "commitment": "missing",
        "question": "missing",
        "production": "missing",
    }
    assert len(page_of(made).findings) == 1


def test_a_base_organisation_counts_once_somebody_of_it_came(session):
    made = workshop()
    base = organisation("Emglev Noz")
    somebody = person(made, actor_id=base.id)
    assert standings(made)["base"] == "met"
    held = session_of(made)
    came(held, [], others=4)
    assert standings(made)["base"] == "missing"
    came(held, [somebody])
    assert standings(made)["base"] == "met"
    assert page_of(made).seen.base_came == 1


def test_a_closed_workshop_is_reopened_and_closing_is_not_ahead(session):
    made = workshop()
    with pytest.raises(Refused):
        close_workshop(made, on=ON + timedelta(days=1), **BY)
    close_workshop(made, on=ON, **BY)
    with pytest.raises(StateMoved):
        close_workshop(made, on=ON, **BY)
    reopen_workshop(made, **BY)
    assert made.closed_on is None


def test_the_checklist_is_ticked_unticked_and_knows_its_lines(session):
    made, talk = workshop(), workshop("dialogue")
    tick(made, "find", done=True, on=ON, **BY)
    tick(made, "find", done=True, on=ON, **BY)
    assert [code for code, _words, step in page_of(made).checklist if step] == ["find"]
    tick(made, "find", done=False, on=ON, **BY)
    assert not any(step for _code, _words, step in page_of(made).checklist)
    with pytest.raises(NotFound):
        tick(talk, "find", done=True, on=ON, **BY)


def test_attendance_replaces_itself_and_takes_only_people_of_the_workshop(session):
    made, other = workshop(), workshop(title="Ailleurs")
    held, ours, theirs = session_of(made), person(made), person(other, "Bran")
    assert record_attendance(held, [ours.id, theirs.id, 999_999], others=3, **BY) == 4
    assert record_attendance(held, [ours.id], others=0, **BY) == 1
    assert session.query(WorkshopPresence).count() == 1


def test_nobody_comes_to_a_session_to_come_nor_to_one_that_is_called_off(session):
    made = workshop()
    ahead = session_of(made, starts=AT + timedelta(days=3))
    with pytest.raises(Refused, match="not taken place"):
        came(ahead, [])
    call_off(ahead, **BY)
    with pytest.raises(StateMoved):
        came(ahead, [])
    held = session_of(made)
    came(held, [], others=2)
    with pytest.raises(StateMoved, match="People came"):
        call_off(held, **BY)


@pytest.mark.parametrize("hours", [0, -1, 24 * 4])
def test_a_session_ends_after_it_begins_and_within_three_days(session, hours):
    made = workshop()
    with pytest.raises(Refused):
        add_session(made, SessionDraft(starts_at=AT, ends_at=AT + timedelta(hours=hours)), **BY)


def test_allowances_add_up_to_the_cent_and_hours_to_the_minute(session):
    made = workshop()
    for cents, minutes in ((3333, 50), (3333, 50), (3334, 20)):
        person(made, allowance_cents=cents, valued_minutes=minutes)
    page = page_of(made)
    assert (page.allowance_cents, page.valued_minutes) == (10_000, 120)


def test_who_leaves_stays_counted(session):
    made = workshop()
    one = person(made, allowance_cents=5000)
    came(session_of(made), [one])
    leave(one, on=ON, **BY)
    page = page_of(made)
    assert page.present_people == [] and page.allowance_cents == 5000 and page.sessions[0].heads == 1


def test_a_signed_paper_is_kept_with_its_day(session):
    one = person(workshop())
    keep_signed_paper(one, io.BytesIO(files.PDF), signed_on=date(2026, 6, 1), **BY)
    assert one.signed_on == date(2026, 6, 1)
    with pytest.raises(Refused):
        keep_signed_paper(one, io.BytesIO(files.HTML), signed_on=ON, **BY)


@pytest.fixture
def members(session):
    pole_statutes()
    return pole_members()


def signing(members, at):
    member = members["Yann Le Guirriec"]
    account = account_of(member)
    return member, account, {"on": ON, "actor": Actor(account.id, account.name), "at": at}


def test_a_member_signs_up_once_gives_the_place_back_and_comes_again(members, session, at):
    member, account, acting = signing(members, at)
    made = workshop()
    first = sign_up(made, account.id, **acting)
    assert first.member_id == member.id
    assert sign_up(made, account.id, **acting).id == first.id
    sign_off(made, account.id, **acting)
    assert page_of(made).present_people == []
    assert sign_up(made, account.id, **acting).id == first.id
    assert session.query(WorkshopPerson).count() == 1


def test_an_account_that_acts_for_no_member_does_not_sign_up(session, at):
    nobody = make_account("Visite")
    with pytest.raises(Refused, match="for members"):
        sign_up(workshop(), nobody.id, on=ON, actor=SYSTEM, at=at)


def test_the_last_place_is_taken_once(members, at):
    _member, account, acting = signing(members, at)
    made = workshop(places=1)
    person(made)
    with pytest.raises(Refused, match="full"):
        sign_up(made, account.id, **acting)


@pytest.mark.parametrize("closed", [True, False])
def test_no_sign_up_where_it_is_closed_or_not_wanted(members, at, closed):
    _member, account, acting = signing(members, at)
    made = workshop(takes_sign_up=closed)
    if closed:
        close_workshop(made, on=ON, **BY)
    with pytest.raises(StateMoved):
        sign_up(made, account.id, **acting)


def test_a_member_organisation_comes_as_the_organisation_of_the_directory(members, session, at):
    member = next(one for one in members.values() if one.organisation_id)
    account = account_of(member, "Odile Pengam")
    named = organisation("Nom du répertoire")
    named.organisation_id = member.organisation_id
    session.flush()
    line = sign_up(workshop(), account.id, on=ON, actor=Actor(account.id, account.name), at=at)
    assert line.actor_id == named.id


def test_an_organisation_stands_once_in_a_part_and_may_go(session):
    made, base = workshop(), organisation("Emglev")
    for _time in range(2):
        add_organisation(made, base.id, "sponsor", **BY)
    assert [one.name for one in page_of(made).organisations_in("sponsor")] == ["Emglev"]
    remove_organisation(made, base.id, "sponsor", **BY)
    assert page_of(made).organisations_in("sponsor") == []
    with pytest.raises(NotFound):
        add_organisation(made, 999_999, "base", **BY)
    with pytest.raises(NotFound):
        add_organisation(made, base.id, "chief", **BY)


def test_a_finding_becomes_an_action_once(session):
    one = finding(workshop())
    made = become_action(one, axis().id, "Oser demander", **BY)
    (now,) = actions_now([made.id])
    assert now.title == "Oser demander" and now.said.text == one.text and now.state.value == "proposed"
    assert became([one.became])[one.became].title == "Oser demander"
    with pytest.raises(StateMoved):
        become_action(one, axis("9").id, "Encore", **BY)
    with pytest.raises(StateMoved):
        change_finding(one, FindingDraft(kind="finding", text="Autre"), **BY)


def test_a_finding_becomes_a_draft_resolution_of_an_assembly_in_preparation(members, session):
    assembly = make_assembly()
    assert assemblies_in_preparation() == [assembly]
    one = finding(workshop())
    item = become_resolution(one, assembly, "Un tuteur par nouveau bénévole", **BY)
    kept = session.get(AgendaItem, item.id)
    assert (kept.question, kept.text, kept.assembly_id) == ("ordinary", one.text, assembly.id)
    assert became([one.became])[one.became].place == assembly.id


def test_a_finding_becomes_a_poll_that_asks_nobody_yet(members, session):
    one = finding(workshop())
    made = session.get(Consultation, become_poll(one, "Faut-il un tuteur\u202f?", **BY).id)
    assert made.opened_at is None and [asked.title for asked in made.questions] == ["Faut-il un tuteur\u202f?"]


def test_what_is_to_be_done_is_due_and_done_and_nothing_else_is(session):
    made = workshop()
    todo = finding(made, kind="to_do", author="Bran", due_on=ON)
    set_done(todo, on=ON, **BY)
    assert todo.done_on == ON
    told = finding(made, due_on=ON)
    assert told.due_on is None
    with pytest.raises(Refused):
        set_done(told, on=ON, **BY)
    change_finding(todo, FindingDraft(kind="agreed", text="Fait."), **BY)
    assert todo.done_on is None and todo.due_on is None
    with pytest.raises(Refused):
        add_finding(made, FindingDraft(kind="finding", text=" "), **BY)


def test_a_dialogue_with_its_testimony_stakeholder_diagnosis_and_scheme_has_all(session):
    talk = workshop("dialogue", title="Un fonds d’amorçage")
    base, city = organisation("Emglev"), organisation("Communauté de communes", kind="public")
    came(session_of(talk), [person(talk, actor_id=base.id)])
    add_organisation(talk, city.id, "stakeholder", **BY)
    finding(talk, kind="testimony", author="Bran", actor_id=base.id)
    change_workshop(talk, WorkshopDraft(**vars(draft_of(talk)) | {"diagnosis": "Les prêts arrivent trop tard."}), **BY)
    add_scheme(talk, SchemeDraft(name="Avance de trésorerie", effect="created", on=ON, actor_id=city.id), **BY)
    assert set(standings(talk).values()) == {"met"}


def test_the_library_is_searched_without_accents_and_counts_downloads_and_nobody(session):
    work = production(title="Accueillir un bénévole")
    production(title="Présenter son budget", theme="Financement")
    assert [one.title for one in shelf(words="BENEVOLE accueil").works] == ["Accueillir un bénévole"]
    assert [one.title for one in shelf(theme="Financement").works] == ["Présenter son budget"]
    assert shelf(words="100%_").works == []
    before = len(history(work.subject))
    for _time in range(3):
        count_download(work)
    session.refresh(work)
    assert work.downloads == 3 and len(history(work.subject)) == before


def test_a_work_out_of_the_library_is_gone_for_visitors_and_can_come_back(session):
    work = production()
    withdraw(work, **BY)
    assert shelf().works == [] and shelf(withdrawn=True).works == [work]
    with pytest.raises(NotFound):
        production_or_404(work.id)
    put_back(work, **BY)
    assert production_or_404(work.id) is work


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "https://", "pas une adresse", "http://[x"]
)
def test_a_work_stands_at_an_address_of_the_web_and_no_other(session, address):
    draft = ProductionDraft(kind="video", title="Film", published_on=ON, address=address)
    with pytest.raises(Refused):
        publish(draft, None, **BY)


def test_a_work_with_neither_file_nor_address_is_refused(session):
    with pytest.raises(Refused, match="nothing to read"):
        publish(ProductionDraft(kind="guide", title="Guide", published_on=ON), None, **BY)


def test_the_list_is_narrowed_and_the_public_calendar_holds_public_sessions_alone(session):
    first, talk = workshop(), workshop("dialogue", title="Un fonds d’amorçage", theme="Financement", question="")
    close_workshop(talk, on=ON, **BY)
    open_to_all = session_of(first, starts=AT + timedelta(days=2), is_public=True)
    session_of(first, starts=AT + timedelta(days=3))
    assert [line.workshop.id for line in listed(AT).lines] == [first.id, talk.id]
    assert [line.workshop.id for line in listed(AT, over=True).lines] == [talk.id]
    assert [line.workshop.id for line in listed(AT, words="bénévoles RENOUVELER").lines] == [first.id]
    assert listed(AT).lines[0].next_session == open_to_all
    assert public_sessions(AT - timedelta(days=90)) == [open_to_all]


def test_an_organisation_closed_in_the_directory_still_has_its_name_here(session):
    base = organisation("Emglev Noz")
    made = workshop(host_id=base.id)
    session.get(Organisation, base.id).closed_at = AT
    session.flush()
    assert page_of(made).named[base.id].name == "Emglev Noz"


def test_a_seasonal_workshop_cannot_lose_its_question_even_in_the_database(session):
    made = workshop()
    made.question = ""
    with pytest.raises(Exception, match="seasonal_has_question"):
        session.flush()


def test_opening_twice_makes_two_records_that_nothing_confuses(session):
    again = open_workshop(WorkshopDraft(kind="seasonal", title="Renouveler", question="?"), **BY)
    assert again.id != workshop().id
