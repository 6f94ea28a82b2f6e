"""The public page that verifies a share certificate. Opening it looks nothing up; only the button does, and is counted."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from foundation.kernel.clock import now
from foundation.kernel.errors import NotFound, TooMany
from foundation.kernel.settings import get_settings
from foundation.web.forms import answer
from foundation.web.guard import public
from foundation.web.transaction import transaction
from shares.forms import CheckForm
from shares.queries.papers.certificate import document_fingerprint
from shares.rules.certificates import shown_code
from shares.services.papers.checking import admit_check, check_certificate
from shares.views.blueprint import blueprint

PAGE = "shares/check.html"


@blueprint.get("/attestations")
@public
def check_form() -> ResponseReturnValue:
    """Type the number and the code."""
    return answer(CheckForm(formdata=None), PAGE)


@blueprint.get("/attestations/<code>")
@public
def check_link(code: str) -> ResponseReturnValue:
    """The address that a certificate bears: the form filled in, nothing looked up yet."""
    return answer(CheckForm(formdata=None, code=code[:60], number=request.args.get("numero", type=int)), PAGE)


@blueprint.post("/attestations")
@public
def check() -> ResponseReturnValue:
    """What the certificate of that number and code says; nothing that is not printed on it."""
    form = CheckForm()
    if not form.validate():
        return answer(form, PAGE)
    at = now()
    try:
        with transaction():
            admit_check(request.remote_addr or "", at=at)
        found = check_certificate(form.number.data, form.code.data or "")
    except (NotFound, TooMany) as refusal:
        form.refuse(refusal)
        return render_template(PAGE, form=form), refusal.status
    return render_template(
        "shares/checked.html",
        certificate=found,
        code=shown_code(found.code),
        sha256=document_fingerprint(found),
        cooperative=get_settings(),
    )
