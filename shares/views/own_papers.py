"""A member's own papers and payments: certificates of today, everything printed before, what is asked and was paid."""

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from foundation.accounts.session import current_actor
from foundation.documents.archive import documents_about, find
from foundation.documents.delivery import as_response
from foundation.kernel.clock import day_of, now, today
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.web.guard import signed_in
from foundation.web.transaction import transaction
from membership.models.members import Member
from shares.models import ShareCertificate
from shares.queries.journal import last_entry, movements
from shares.queries.papers.certificate import certificates_of
from shares.queries.positions import position_of
from shares.rules.kinds import KIND_NAMES, MONEY_KINDS
from shares.services.papers.certificates import issue_certificate
from shares.signals import payments_asked
from shares.views.blueprint import blueprint
from shares.views.handling import check_page
from shares.views.mine import own_member
from shares.views.papers import subject_of


@blueprint.get("/parts/moi/<int:number>/documents")
@signed_in
def own_papers(number: int) -> ResponseReturnValue:
    """What was asked and paid, the certificates and other papers that were given."""
    member = own_member(number)
    return render_template(
        "shares/own_papers.html",
        member=member,
        position=position_of(member.id, today()),
        asked=[one for _ear, found in payments_asked.send(member.id, on=today()) for one in found],
        paid=[one for one in movements(member.id) if one.kind in MONEY_KINDS],
        kinds=KIND_NAMES,
        given=documents_about(subject_of(member)),
        certificates={one.document_id: one for one in certificates_of(member.id)},
    )


@blueprint.post("/parts/moi/<int:number>/documents/attestation")
@signed_in
def own_certificate(number: int) -> ResponseReturnValue:
    """A certificate of today; while nothing moved, the one that was given today already."""
    member = own_member(number)
    given = _given_today(member)
    if given is None:
        with transaction():
            given = issue_certificate(
                member.id, today(), check_page=check_page(), actor=current_actor(), at=now()
            ).document_id
    return redirect(url_for("shares.own_paper", number=number, document_id=given), 303)


@blueprint.get("/parts/moi/<int:number>/documents/<int:document_id>")
@signed_in
def own_paper(number: int, document_id: int) -> Response:
    """One paper as it was given."""
    member, found = own_member(number), find(document_id)
    if found.subject != subject_of(member):
        raise NotFound("no-such-paper", N_("This member was given no such document."))
    return as_response(found, inline=True)


def _given_today(member: Member) -> int | None:
    last_number, _seal = last_entry()
    same = (one for one in certificates_of(member.id) if _still_tells(one) and one.last_movement == last_number)
    return next((one.document_id for one in same), None)


def _still_tells(certificate: ShareCertificate) -> bool:
    return certificate.as_of == today() and day_of(certificate.issued_at) == day_of(now())
