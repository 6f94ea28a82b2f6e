"""The blueprint of every page of the budget, and what their forms have in common."""

from collections.abc import Callable

from flask import Blueprint
from flask.typing import ResponseReturnValue

from foundation.kernel.errors import ScicError
from foundation.web.forms import BaseForm, answer
from foundation.web.transaction import transaction
from foundation.web.twins import WrittenTwice

blueprint = Blueprint("budget", __name__)
SAID_AT_THE_FORM = {400, 409, 413, 422}


def handled(
    form: BaseForm, write: Callable[[], ResponseReturnValue], template: str, **context: object
) -> ResponseReturnValue:
    """The answer to a form: what `write` says once it is stored, else the form again with what is to be corrected."""
    if form.validate_on_submit():
        try:
            with transaction():
                return write()
        except ScicError as refusal:
            if refusal.status not in SAID_AT_THE_FORM or isinstance(refusal, WrittenTwice):
                raise
            form.refuse(refusal)
    return answer(form, template, **context)
