"""Letters to post: for those of a list whom no mail reaches, and for one mail that did not arrive."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from foundation.documents.archive import DocumentDraft, issue
from foundation.documents.pdf import render
from foundation.jobs.registry import job
from foundation.jobs.runner import JobContext
from foundation.kernel.clock import day_of
from foundation.kernel.sentences import N_
from foundation.mailing.drafts import without_signature
from foundation.mailing.models import Mail
from foundation.wording.rules.fields import fill
from foundation.wording.rules.marking import as_data, filled, read
from membership.models.dispatches import Dispatch, DispatchRecipient
from membership.queries.correspondents import Correspondent, correspondents
from membership.queries.dispatches import LETTERS, dispatch_by_id, recipients_by_post
from shares.queries.papers.company import company_data, statutes_for_paper
from shares.rules.paper_words import SIGNERS

BUNDLE = 40
TEMPLATE = "courrier"


@job(LETTERS, title=N_("Print the letters of a mail to members"))
def print_dispatch_letters(context: JobContext) -> dict[str, int]:
    """Bundle after bundle; taken up again after a stop it goes on with the next one."""
    dispatch = dispatch_by_id(context.params["dispatch"])
    wanted = recipients_by_post(dispatch.id)
    bundles = [wanted[start : start + BUNDLE] for start in range(0, len(wanted), BUNDLE)]
    for rank, bundle in enumerate(bundles, start=1):
        if rank > context.done:
            part = f" ({rank}/{len(bundles)})" if len(bundles) > 1 else ""
            known = correspondents(f"member:{one.member_id}" for one in bundle)
            data = _data([_letter(dispatch, one, known) for one in bundle], at=context.at)
            title = f"Lettres – {dispatch.subject}"[:280] + part
            draft = DocumentDraft(LETTERS, dispatch.reference, title, TEMPLATE, data)
            issue(draft, actor=context.actor, at=context.at)
            context.progress(rank, len(bundles))
    return {"letters": len(wanted)}


def print_mail(mail: Mail, *, at: datetime) -> bytes:
    """One mail as a letter to post, to the address on record now; kept nowhere."""
    found = correspondents([mail.subject_ref]).get(mail.subject_ref)
    letter = {
        "name": mail.to_name,
        "lines": list(found.lines) if found else [],
        "subject": mail.subject,
        "blocks": as_data(read(without_signature(mail.body_text))),
    }
    return render(TEMPLATE, _data([letter], at=at), at=at)


def _letter(dispatch: Dispatch, one: DispatchRecipient, known: Mapping[str, Correspondent]) -> dict[str, Any]:
    english = bool(dispatch.body_en) and one.language == "en"
    subject, body = (dispatch.subject_en, dispatch.body_en) if english else (dispatch.subject, dispatch.body)
    found = known.get(f"member:{one.member_id}")
    return {
        "name": one.name,
        "lines": list(found.lines) if found else [one.address],
        "subject": fill(subject, one.said),
        "blocks": as_data(filled(read(body), one.said)),
    }


def _data(letters: list[dict[str, Any]], *, at: datetime) -> dict[str, Any]:
    on = day_of(at)
    statutes = statutes_for_paper(on)
    return {
        "cooperative": company_data(statutes, on),
        "on": on,
        "letters": letters,
        "signer": SIGNERS[statutes.legal_form],
    }
