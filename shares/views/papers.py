"""The papers of one member: certificate, subscription form, individual account, admission letter; those given before."""

from typing import Any

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.documents.archive import documents_about, find
from foundation.documents.delivery import as_response
from foundation.kernel.clock import now, today
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.web.forms import BaseForm, answer
from foundation.web.guard import requires
from foundation.web.state import end_of
from membership.models.members import Member
from membership.queries.people import member_by_number
from shares.forms import CertificateForm, LetterForm, SubscriptionFormForm
from shares.queries import position_of
from shares.queries.papers.certificate import certificates_of
from shares.services.papers.certificates import issue_certificate
from shares.services.papers.letters import issue_account, issue_admission_letter, issue_subscription_form
from shares.views.blueprint import blueprint
from shares.views.handling import check_page, handled

PAGE = "shares/papers.html"


@blueprint.get("/parts/<int:number>/documents")
@requires(Permission.SHARES_READ)
def papers(number: int) -> ResponseReturnValue:
    """What may be printed for a member, and what was given."""
    member = member_by_number(number)
    return answer(LetterForm(formdata=None), PAGE, **_shown(member))


@blueprint.post("/parts/<int:number>/documents/attestation")
@requires(Permission.SHARES_WRITE)
def give_certificate(number: int) -> ResponseReturnValue:
    """Give a certificate of a day."""
    member, form = member_by_number(number), CertificateForm()

    def write() -> str:
        typed: Any = form.data
        given = issue_certificate(
            member.id, typed["as_of"], known_at=_moment(form), check_page=check_page(), actor=current_actor(), at=now()
        )
        return _address(member, given.document_id)

    return handled(form, write, PAGE, lambda: _shown(member, certificate=form))


@blueprint.post("/parts/<int:number>/documents/compte")
@requires(Permission.SHARES_WRITE)
def give_account(number: int) -> ResponseReturnValue:
    """Print the individual account of a day."""
    member, form = member_by_number(number), CertificateForm()

    def write() -> str:
        typed: Any = form.data
        given = issue_account(member, typed["as_of"], known_at=_moment(form), actor=current_actor(), at=now())
        return _address(member, given.id)

    return handled(form, write, PAGE, lambda: _shown(member, account=form))


@blueprint.post("/parts/<int:number>/documents/bulletin")
@requires(Permission.SHARES_WRITE)
def give_form(number: int) -> ResponseReturnValue:
    """Print a subscription form, filled in."""
    member, form = member_by_number(number), SubscriptionFormForm()

    def write() -> str:
        typed: Any = form.data
        at_once = typed["at_once"].cents if typed["at_once"] is not None else None
        given = issue_subscription_form(
            member, typed["shares"], at_once_cents=at_once, parts=typed["parts"], actor=current_actor(), at=now()
        )
        return _address(member, given.id)

    return handled(form, write, PAGE, lambda: _shown(member, subscription=form))


@blueprint.post("/parts/<int:number>/documents/admission")
@requires(Permission.SHARES_WRITE)
def give_letter(number: int) -> ResponseReturnValue:
    """Print the letter of admission."""
    member, form = member_by_number(number), LetterForm()

    def write() -> str:
        return _address(member, issue_admission_letter(member, actor=current_actor(), at=now()).id)

    return handled(form, write, PAGE, lambda: _shown(member))


@blueprint.get("/parts/<int:number>/documents/<int:document_id>")
@requires(Permission.SHARES_READ)
def paper(number: int, document_id: int) -> Response:
    """One paper as it was given."""
    member, found = member_by_number(number), find(document_id)
    if found.subject != subject_of(member):
        raise NotFound("no-such-paper", N_("This member was given no such document."))
    return as_response(found, inline=True)


def subject_of(member: Member) -> str:
    """What the papers of a member are filed under."""
    return f"member:{member.number}"


def _address(member: Member, document_id: int) -> str:
    return url_for("shares.paper", number=member.number, document_id=document_id)


def _moment(form: CertificateForm) -> Any:
    day = form.known_on.data
    return min(end_of(day), now()) if day else None


def _shown(member: Member, **forms: BaseForm) -> dict[str, object]:
    return {
        "member": member,
        "position": position_of(member.id, today()),
        "certificate": forms.get("certificate") or CertificateForm(formdata=None, as_of=today()),
        "account": forms.get("account") or CertificateForm(formdata=None, as_of=today()),
        "subscription": forms.get("subscription") or SubscriptionFormForm(formdata=None),
        "given": documents_about(subject_of(member)),
        "certificates": {one.document_id: one for one in certificates_of(member.id)},
    }
