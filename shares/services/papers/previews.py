"""A paper as it would be printed for a member now, in the words in force; kept nowhere, without number of its own."""

from datetime import datetime
from typing import Any

from foundation.documents.pdf import render
from foundation.kernel.clock import day_of
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from membership.models.members import Member
from membership.services.appending import category_on
from shares.queries.journal import last_entry
from shares.queries.papers.certificate import CertificateDraft, certificate_data
from shares.queries.papers.company import statutes_for_paper
from shares.queries.papers.forms import Wanted, admission_letter_data, member_subscription_data
from shares.queries.papers.words import free_paragraphs
from shares.queries.positions import position_of
from shares.rules.certificates import code_of
from shares.rules.wordings import CERTIFICATE_PAPER, FORM_PAPER, LETTER_PAPER

TEMPLATES = {
    FORM_PAPER: "bulletin-souscription",
    LETTER_PAPER: "lettre-admission",
    CERTIFICATE_PAPER: "attestation-parts",
}


def preview_paper(paper: str, member: Member, *, at: datetime) -> bytes:
    """The PDF of one of the papers that have words of ours; NotFound for another."""
    if paper not in TEMPLATES:
        raise NotFound("paper", N_("There is no such letter."))
    data = _data(paper, member, at)
    shares = data.get("shares") or position_of(member.id, day_of(at)).shares
    who = data.get("subscriber") or data.get("member") or data["holder"]
    given = {"to_name": who["name"], "number": str(member.number), "shares": shares}
    return render(TEMPLATES[paper], free_paragraphs(paper, data, given), at=at)


def _data(paper: str, member: Member, at: datetime) -> dict[str, Any]:
    on = day_of(at)
    if paper == LETTER_PAPER:
        return admission_letter_data(member, on)
    if paper == FORM_PAPER:
        return member_subscription_data(member, Wanted(shares=1, category=category_on(member, on) or ""), on)
    draft = CertificateDraft(
        number=0,
        code=code_of(0),
        as_of=on,
        known_at=at,
        issued_on=on,
        end_of_journal=last_entry(at),
        check_page="",
    )
    return certificate_data(member, draft, position_of(member.id, on), statutes_for_paper(on))
