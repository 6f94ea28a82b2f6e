"""Convening: what blocks it, who is reached how, and the proof that each member was (rules 25, 26, 27)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from foundation.documents.archive import documents_about, find
from foundation.jobs.models import Job
from foundation.jobs.runner import run_job
from foundation.kernel.audit import SYSTEM, AuditEntry
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.mailing.models import Mail, MailFile
from foundation.mailing.queries import mails_about
from foundation.mailing.rules.delivery import FactKind, MailState
from foundation.mailing.services import record_fact
from governance.models import Assembly, NoticeSending
from governance.queries.notices import addressees, obstacles_to_convening, proof_statement, sendings
from governance.queries.papers import LETTERS, NOTICE
from governance.queries.ruling import ruling_of
from governance.rules.channels import Channel
from governance.rules.notice_words import NoticeWords
from governance.rules.obstacles import Obstacle
from governance.services.assemblies import AssemblyDraft, ItemDraft, add_item, convene_again
from governance.services.notice import convene, print_letters_for_failed, send_again
from membership.queries.people import member_by_id
from membership.queries.roll import members_on
from membership.rules.reach import EmailCondition
from membership.services.consent import record_consent
from membership.services.contacts import judge_email, letter_returned
from tests.factories.governance import (
    CONVENED,
    OPENED,
    STARTS,
    end_session,
    make_assembly,
    open_evening,
    pole_members,
    pole_statutes,
    sa_statutes,
)

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def assembly() -> Assembly:
    """In preparation, under the statutes of the pole, ten members on the register."""
    pole_statutes()
    pole_members()
    return make_assembly()


def by_channel(assembly: Assembly) -> dict[str, int]:
    columns = (NoticeSending.channel, func.count())
    wanted = select(*columns).where(NoticeSending.assembly_id == assembly.id).group_by(NoticeSending.channel)
    return dict(db.session.execute(wanted).all())


def fail(mail: Mail) -> None:
    mail.state, mail.next_try_at, mail.last_error = MailState.FAILED, None, "550 no such user"
    record_fact(mail, FactKind.REFUSED, at=CONVENED + timedelta(minutes=1), answer="550 no such user")
    db.session.flush()


def test_every_member_is_convened_once_with_the_same_archived_notice(assembly: Assembly) -> None:
    made = convene(assembly, actor=SYSTEM, at=CONVENED)
    assert len(made) == len({one.member_id for one in made}) == 10
    assert assembly.convened_at == CONVENED
    (notice,) = documents_about(assembly.subject, kind=NOTICE)
    assert {one.document_id for one in made} == {notice.id}
    assert notice.content.startswith(b"%PDF")


def test_the_mails_carry_the_notice_and_its_bytes_are_kept_once(assembly: Assembly) -> None:
    convene(assembly, actor=SYSTEM, at=CONVENED)
    mails = mails_about(assembly.subject)
    assert len(mails) == 10
    assert {one.filename for mail in mails for one in mail.attachments} == {"convocation.pdf"}
    assert db.session.execute(select(func.count()).select_from(MailFile)).scalar_one() == 1
    assert "Approbation des comptes" in mails[0].body_text
    assert f"/assemblees/{assembly.id}/mon-pouvoir" in mails[0].body_text


def test_convening_again_sends_nothing_more(assembly: Assembly) -> None:
    first = convene(assembly, actor=SYSTEM, at=CONVENED)
    again = convene(assembly, actor=SYSTEM, at=CONVENED + timedelta(hours=1))
    assert [one.id for one in again] == [one.id for one in first]
    assert len(mails_about(assembly.subject)) == 10
    assert assembly.convened_at == CONVENED
    assert len(documents_about(assembly.subject, kind=NOTICE)) == 1


def test_the_sending_is_in_the_audit_trail_with_its_figures(assembly: Assembly) -> None:
    convene(assembly, actor=SYSTEM, at=CONVENED)
    wanted = select(AuditEntry.details).where(AuditEntry.tag == "governance:assembly:convened")
    assert db.session.execute(wanted).scalar_one() == {"members": 10, "by_email": 10, "by_letter": 0}


def test_without_consent_an_sa_convenes_by_letter() -> None:
    sa_statutes()
    members = pole_members()
    record_consent(members["Maëlys Kervadec"].id, date(2026, 3, 1), agreed=True, actor=SYSTEM, at=CONVENED)
    assembly = make_assembly()
    convene(assembly, actor=SYSTEM, at=CONVENED)
    assert by_channel(assembly) == {"letter": 9, "email": 1}


def agreed(*days: date) -> tuple[Assembly, list[Obstacle]]:
    """An SA whose members agreed to e-mail on these days, one each; its assembly, and what preparation says."""
    sa_statutes()
    members = pole_members()
    for name, day in zip(("Maëlys Kervadec", "Yann Le Guirriec"), days, strict=False):
        record_consent(members[name].id, day, agreed=True, actor=SYSTEM, at=CONVENED)
    assembly = make_assembly()
    return assembly, [one for one in obstacles_to_convening(assembly, CONVENED) if one.rule == 27]


def test_an_agreement_counts_thirty_five_days_before_the_assembly_and_one_day_later_does_not() -> None:
    """12 June: the last day to agree is 8 May."""
    assembly, [found] = agreed(date(2026, 5, 8), date(2026, 5, 9))
    assert (found.blocks, found.source) == (False, "C. com. art. R225-63")
    assert found.values == {"days": 35, "count": 1, "last": date(2026, 5, 8)}
    convene(assembly, actor=SYSTEM, at=CONVENED)
    assert by_channel(assembly) == {"letter": 9, "email": 1}


def test_preparation_says_nothing_where_every_agreement_came_in_time() -> None:
    _assembly, found = agreed(date(2026, 3, 1), date(2026, 5, 8))
    assert found == []


def test_an_agreement_taken_back_is_a_letter() -> None:
    assembly, _found = agreed(date(2026, 3, 1))
    [member] = [one.member_id for one in members_on(CONVENED.date()) if one.email_agreed]
    record_consent(member, CONVENED.date(), agreed=False, actor=SYSTEM, at=CONVENED)
    convene(assembly, actor=SYSTEM, at=CONVENED)
    assert by_channel(assembly) == {"letter": 10}


def test_a_member_without_address_gets_a_letter() -> None:
    pole_statutes()
    pole_members(email=False)
    assembly = make_assembly()
    convene(assembly, actor=SYSTEM, at=CONVENED)
    assert by_channel(assembly) == {"letter": 10}
    assert sendings(assembly)[0].address == "3 rue des Lavoirs, 35000 Rennes"


def test_letters_are_printed_by_a_job_once() -> None:
    pole_statutes()
    pole_members(email=False)
    assembly = make_assembly()
    convene(assembly, actor=SYSTEM, at=CONVENED)
    (job,) = db.session.execute(select(Job)).scalars()
    for _try in range(2):
        run_job(job.id, clock=lambda: CONVENED + timedelta(minutes=1))
    (letters,) = documents_about(assembly.subject, kind=LETTERS)
    assert letters.content.startswith(b"%PDF")
    assert {one["name"] for one in letters.params["recipients"]} >= {"Maëlys KERVADEC", "Atelier du Canal"}
    assert letters.params["agenda"] == find(sendings(assembly)[0].document_id or 0).params["agenda"]


def test_a_late_notice_is_refused_without_a_reason(assembly: Assembly) -> None:
    late = STARTS - timedelta(days=10)
    with pytest.raises(Refused) as refused:
        convene(assembly, actor=SYSTEM, at=late)
    assert refused.value.rule == 25
    assert not mails_about(assembly.subject)
    assert assembly.convened_at is None


def test_a_late_notice_leaves_with_a_written_reason_that_is_kept(assembly: Assembly) -> None:
    convene(assembly, reason="Décision urgente du conseil", actor=SYSTEM, at=STARTS - timedelta(days=10))
    assert assembly.late_notice_reason == "Décision urgente du conseil"
    assert len(sendings(assembly)) == 10


def test_a_blank_reason_is_no_reason(assembly: Assembly) -> None:
    with pytest.raises(Refused):
        convene(assembly, reason="  \n", actor=SYSTEM, at=STARTS - timedelta(days=10))


def test_exactly_fifteen_clear_days_pass_with_a_warning(assembly: Assembly) -> None:
    at = STARTS - timedelta(days=16)
    (only,) = obstacles_to_convening(assembly, at)
    assert (only.rule, only.blocks) == (25, False)
    assert len(convene(assembly, actor=SYSTEM, at=at)) == 10


def test_a_resolution_without_text_blocks_whatever_the_reason(assembly: Assembly) -> None:
    add_item(assembly, ItemDraft("Divers", "", "ordinary"), actor=SYSTEM, at=CONVENED)
    with pytest.raises(Refused) as refused:
        convene(assembly, reason="Pressé", actor=SYSTEM, at=CONVENED)
    assert refused.value.rule == 26


def test_a_notice_without_place_is_refused() -> None:
    pole_statutes()
    pole_members()
    with pytest.raises(Refused):
        convene(make_assembly(place=""), actor=SYSTEM, at=CONVENED)


def test_nobody_to_convene_is_refused() -> None:
    pole_statutes()
    with pytest.raises(Refused) as refused:
        convene(make_assembly(), actor=SYSTEM, at=CONVENED)
    assert refused.value.code == "notice-nobody"


def test_the_words_of_a_person_are_on_the_notice(assembly: Assembly) -> None:
    words = NoticeWords(convened_by="le conseil coopératif", signatory="Maëlys Kervadec", documents=("Rapport annuel",))
    convene(assembly, words=words, actor=SYSTEM, at=CONVENED)
    params = documents_about(assembly.subject, kind=NOTICE)[0].params
    assert params["convened_by"] == "le conseil coopératif"
    assert params["signatory"] == {"name": "Maëlys Kervadec", "capacity": "Pour le conseil coopératif"}
    assert params["documents"][0]["title"] == "Rapport annuel"


def test_the_notice_says_quorum_majority_and_proxies_as_the_statutes_do(assembly: Assembly) -> None:
    convene(assembly, actor=SYSTEM, at=CONVENED)
    params = documents_about(assembly.subject, kind=NOTICE)[0].params
    assert "le quart au moins des associés" in params["rules"]["quorum_ordinary"]
    assert "plus de la moitié du poids exprimé des collèges" in params["rules"]["majority_ordinary"]
    assert params["rules"]["quorum_extraordinary"] == ""
    assert params["proxy"]["max_per_holder"] == 2
    assert params["questions"]["until"]["iso"] == "2026-06-08"


def test_a_second_notice_recalls_the_first_assembly() -> None:
    pole_statutes()
    members = pole_members()
    first = make_assembly("extraordinary", resolutions=("Changement de nom",))
    convene(first, actor=SYSTEM, at=CONVENED)
    open_evening(first, members, present=["Maëlys Kervadec"])
    end_session(first, at=OPENED + timedelta(minutes=30))
    second = convene_again(first, _later(first), actor=SYSTEM, at=OPENED + timedelta(days=1))
    convene(second, actor=SYSTEM, at=OPENED + timedelta(days=1))
    params = documents_about(second.subject, kind=NOTICE)[0].params
    assert (params["assembly"]["convening"], params["assembly"]["first_on"]["iso"]) == (2, "2026-06-12")


def test_a_failed_mail_is_seen_in_the_proof_and_sent_again(assembly: Assembly) -> None:
    made = convene(assembly, actor=SYSTEM, at=CONVENED)
    fail(db.session.get_one(Mail, made[0].mail_id))
    row = db.session.execute(proof_statement(assembly.id).where(NoticeSending.id == made[0].id)).one()
    assert (row.state, row.answer) == ("failed", "550 no such user")
    assert send_again(assembly, made[0].id, actor=SYSTEM, at=CONVENED + timedelta(hours=1)).state == "queued"
    with pytest.raises(StateMoved):
        send_again(assembly, made[1].id, actor=SYSTEM, at=CONVENED + timedelta(hours=1))


def test_a_letter_replaces_a_mail_that_failed(assembly: Assembly) -> None:
    made = convene(assembly, actor=SYSTEM, at=CONVENED)
    with pytest.raises(Refused):
        print_letters_for_failed(assembly, actor=SYSTEM, at=CONVENED)
    fail(db.session.get_one(Mail, made[3].mail_id))
    for _twice in range(2):
        assert print_letters_for_failed(assembly, actor=SYSTEM, at=CONVENED + timedelta(hours=1)) == 1
    (job,) = db.session.execute(select(Job)).scalars()
    assert job.params["sendings"] == [made[3].id]


def _later(first: Assembly) -> AssemblyDraft:
    return AssemblyDraft(
        title=first.title,
        kind=first.kind,
        starts_at=STARTS + timedelta(days=21),
        zone=first.zone,
        place=first.place,
        questions_email=first.questions_email,
    )


def test_a_member_whose_mails_come_back_is_convened_by_letter_and_the_page_says_whom_nothing_reaches(
    assembly: Assembly,
) -> None:
    reached, lost = [one for one in members_on(CONVENED.date()) if one.email][:2]
    for one in (reached, lost):
        judge_email(one.email, EmailCondition.BLOCKED, actor=SYSTEM, at=CONVENED)
    letter_returned(member_by_id(lost.member_id).party, CONVENED.date(), actor=SYSTEM, at=CONVENED)
    party = member_by_id(reached.member_id).party
    party.street, party.town = "3 rue des Halles", "Rennes"
    db.session.flush()
    routes = {one.member.member_id: one.route for one in addressees(assembly, ruling_of(assembly), CONVENED.date())}
    assert (routes[reached.member_id].channel, routes[reached.member_id].lost) == (Channel.LETTER, False)
    assert (routes[lost.member_id].channel, routes[lost.member_id].lost) == (Channel.LETTER, True)
    warned = [one for one in obstacles_to_convening(assembly, CONVENED) if "nothing reaches" in one.message]
    assert [one.values["count"] for one in warned] == [sum(route.lost for route in routes.values())]
    assert not any(one.blocks for one in warned)
