"""What the forms of shares do: write in one transaction, say a refusal, go back; days from the address."""

from collections.abc import Callable

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from foundation.kernel.errors import ScicError
from foundation.web.forms import BaseForm, answer
from foundation.web.transaction import transaction


def handled(
    form: BaseForm, write: Callable[[], str], template: str, shown: Callable[[], dict[str, object]]
) -> ResponseReturnValue:
    """The answer to a form: where `write` says to go once it is stored, else the page again with what is to be corrected."""
    if form.validate_on_submit():
        try:
            with transaction():
                goes_to = write()
            return redirect(goes_to, 303)
        except ScicError as refusal:
            if refusal.status not in {409, 413, 422}:
                raise
            form.refuse(refusal)
    return answer(form, template, **shown())


def check_page() -> str:
    """The address of the public page that verifies certificates, as it is printed on them."""
    return url_for("shares.check_form", _external=True)
