"""Print the letters of a notice, in bundles: each bundle is archived with the progress of the job that prints it."""

from datetime import datetime

from sqlalchemy import select

from foundation.documents.archive import DocumentDraft, issue, latest
from foundation.jobs.registry import job
from foundation.jobs.runner import JobContext
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from governance.models import Assembly, NoticeSending
from governance.queries.assemblies import assembly_by_id
from governance.queries.notice_paper import recipient
from governance.queries.notices import day_of
from governance.queries.papers import LETTERS, NOTICE
from membership.queries.roll import MemberOn, members_on

LETTERS_JOB = "notice-letters"
BUNDLE = 40


@job(LETTERS_JOB, title=N_("Print the letters of a notice"))
def print_notice_letters(context: JobContext) -> dict[str, int]:
    """Taken up again after a stop, it goes on with the next bundle; a bundle is archived once."""
    assembly, wanted = assembly_by_id(context.params["assembly"]), context.params["sendings"]
    bundles = [wanted[start : start + BUNDLE] for start in range(0, len(wanted), BUNDLE)]
    for number, bundle in enumerate(bundles, start=1):
        if number > context.done:
            print_bundle(assembly, bundle, rank=(number, len(bundles)), actor=context.actor, at=context.at)
            context.progress(number, len(bundles))
    return {"letters": len(wanted)}


def print_bundle(
    assembly: Assembly, sending_ids: list[int], *, rank: tuple[int, int], actor: Actor, at: datetime
) -> None:
    """Archive one bundle: the words of the notice as it was issued, addressed to each of these members."""
    notice = latest(assembly.subject, NOTICE)
    if notice is None:
        raise NotFound("notice", N_("The notice of this assembly was not issued."))
    found = db.session.execute(select(NoticeSending).where(NoticeSending.id.in_(sending_ids))).scalars()
    people = _members(assembly, {sending.member_id for sending in found})
    data = {**notice.params, "recipient": None, "recipients": [recipient(member) for member in people]}
    title = f"Lettres de convocation – {assembly.title}"[:280] + (f" ({rank[0]}/{rank[1]})" if rank[1] > 1 else "")
    draft = DocumentDraft(LETTERS, assembly.subject, title, "convocations", data, assembly.zone)
    issue(draft, actor=actor, at=at)


def _members(assembly: Assembly, ids: set[int]) -> list[MemberOn]:
    """The members as they stood on the day of the notice, in order of name."""
    sent_at = assembly.convened_at or assembly.created_at
    return [member for member in members_on(day_of(assembly, sent_at)) if member.member_id in ids]
