"""Convene the members: one archived notice, one mail or one letter a member, one proof each (rules 25, 26, 27)."""

from datetime import datetime
from hashlib import sha256

from flask import current_app

from foundation.documents.archive import DocumentDraft, issue
from foundation.documents.models import IssuedDocument
from foundation.jobs.services import enqueue
from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from foundation.mailing.letters import Attachment, Letter
from foundation.mailing.models import Mail
from foundation.mailing.rules.delivery import MailState
from foundation.mailing.services import queue_mails, requeue
from governance.models import Assembly, NoticeSending
from governance.queries.notice_paper import notice_data
from governance.queries.notices import Addressee, addressees, day_of, notice_draft, sendings
from governance.queries.papers import NOTICE
from governance.queries.ruling import Ruling, ruling_of
from governance.rules.channels import Channel
from governance.rules.convocation import notice_obstacles
from governance.rules.events import Event
from governance.rules.kinds import AssemblyState
from governance.rules.notice_words import NoticeWords
from governance.rules.obstacles import Obstacle
from governance.services.letters import LETTERS_JOB
from membership.queries.roll import MemberOn

NOTICE_DELAY = 25


def convene(
    assembly: Assembly, *, reason: str = "", words: NoticeWords | None = None, actor: Actor, at: datetime
) -> list[NoticeSending]:
    """Send the notice to every member on the register today; once sent, the same proofs are given back.

    Refused while something blocks (rule 26), too late without a written `reason` (rule 25), or where nobody is a
    member. The mails leave after the commit; letters are printed by a job.
    """
    if assembly.state is not AssemblyState.DRAFT:
        return sendings(assembly)
    ruling, on = ruling_of(assembly), day_of(assembly, at)
    _refuse_what_blocks(notice_obstacles(notice_draft(assembly, ruling, on)), reason)
    people = addressees(assembly, ruling, on)
    if not people:
        raise Refused("notice-nobody", N_("The register has no member today: there is nobody to convene."))
    notice = _issue_notice(assembly, ruling, words or NoticeWords(), actor=actor, at=at)
    made = _send(assembly, notice, people, at=at)
    assembly.convened_at, assembly.late_notice_reason = at, reason.strip()
    by_letter = [sending.id for sending in made if sending.channel == Channel.LETTER]
    if by_letter:
        print_letters(assembly, by_letter, actor=actor, at=at)
    details = {"members": len(made), "by_email": len(made) - len(by_letter), "by_letter": len(by_letter)}
    audit.record(Event.ASSEMBLY_CONVENED, assembly.subject, actor=actor, at=at, details=details)
    return made


def send_again(assembly: Assembly, sending_id: int, *, actor: Actor, at: datetime) -> Mail:
    """Queue the failed mail of one member again; StateMoved where it is not failed."""
    for sending in sendings(assembly):
        if sending.id == sending_id and sending.mail_id is not None:
            return requeue(sending.mail_id, actor=actor, at=at)
    raise Refused("notice-no-mail", N_("This member was not convened by e-mail: post the letter."))


def print_letters_for_failed(assembly: Assembly, *, actor: Actor, at: datetime) -> int:
    """Print a letter for each member whose e-mail failed; how many."""
    failed = [sending.id for sending in sendings(assembly) if sending.mail_id and _has_failed(sending.mail_id)]
    if not failed:
        raise Refused("notice-none-failed", N_("No e-mail of this notice has failed: no letter is needed."))
    print_letters(assembly, failed, actor=actor, at=at)
    return len(failed)


def print_letters(assembly: Assembly, sending_ids: list[int], *, actor: Actor, at: datetime) -> None:
    """Have a job print the letters of these sendings; the same ones are printed once."""
    params = {"assembly": assembly.id, "sendings": sending_ids}
    which = sha256(repr(sorted(sending_ids)).encode()).hexdigest()[:16]
    enqueue(LETTERS_JOB, params, actor=actor, at=at, dedupe=f"letters:{assembly.id}:{which}")


def _refuse_what_blocks(obstacles: list[Obstacle], reason: str) -> None:
    """Rule 26 is never set aside; rule 25 is by a written reason, which the minutes repeat."""
    for obstacle in obstacles:
        if obstacle.blocks and not (obstacle.rule == NOTICE_DELAY and reason.strip()):
            raise obstacle.refusal("notice-late" if obstacle.rule == NOTICE_DELAY else "notice-incomplete")


def _issue_notice(
    assembly: Assembly, ruling: Ruling, words: NoticeWords, *, actor: Actor, at: datetime
) -> IssuedDocument:
    data = notice_data(assembly, ruling, words, on=day_of(assembly, at))
    title = f"Convocation – {assembly.title}"[:300]
    draft = DocumentDraft(NOTICE, assembly.subject, title, "convocation", data, assembly.zone)
    return issue(draft, actor=actor, at=at)


def _send(assembly: Assembly, notice: IssuedDocument, people: list[Addressee], *, at: datetime) -> list[NoticeSending]:
    mails = _mails(assembly, notice, [one.member for one in people if one.route.channel is Channel.EMAIL], at=at)
    made = []
    for one in people:
        mail = mails.get(one.member.member_id)
        made.append(
            NoticeSending(
                assembly_id=assembly.id,
                member_id=one.member.member_id,
                name=one.member.name,
                channel=one.route.channel.value,
                address=(one.member.email if mail else one.member.address)[:500],
                mail_id=mail.id if mail else None,
                document_id=notice.id,
                at=at,
            )
        )
    db.session.add_all(made)
    db.session.flush()
    return made


def _mails(assembly: Assembly, notice: IssuedDocument, members: list[MemberOn], *, at: datetime) -> dict[int, Mail]:
    """The mail of each of these members, by member id."""
    queued = queue_mails(
        "assembly-notice",
        [_letter(assembly, member) for member in members],
        event=Event.ASSEMBLY_CONVENED,
        subject_ref=assembly.subject,
        at=at,
        attachments=[Attachment("convocation.pdf", "application/pdf", notice.content)],
    )
    return {member.member_id: mail for member, mail in zip(members, queued, strict=True)}


def _letter(assembly: Assembly, member: MemberOn) -> Letter:
    paths = {
        "assembly_path": f"/assemblees/{assembly.id}",
        "proxy_path": f"/assemblees/{assembly.id}/mon-pouvoir",
    }
    return Letter(
        to=member.email,
        name=member.representative_name or member.name,
        language=member.language,
        context={"assembly": assembly, "member": member, **paths, **_fields(assembly, member, paths)},
        dedupe=f"notice:{assembly.id}:{member.member_id}",
    )


def _fields(assembly: Assembly, member: MemberOn, paths: dict[str, str]) -> dict[str, object]:
    """What a text of our own may name (`rules/wordings.py`)."""
    site = current_app.config["PUBLIC_URL"]
    return {
        "member_name": member.name,
        "title": assembly.title,
        "starts_at": assembly.starts_at,
        "place": assembly.place,
        "agenda": "\n".join(f"{item.position}. {item.title}" for item in assembly.items),
        "assembly_url": f"{site}{paths['assembly_path']}",
        "proxy_url": f"{site}{paths['proxy_path']}",
    }


def _has_failed(mail_id: int) -> bool:
    return db.session.get_one(Mail, mail_id).state == MailState.FAILED
