"""The answer to a form that a rule may still refuse: done and gone elsewhere, or the form again with the reason."""

from collections.abc import Callable

from flask import redirect
from werkzeug.wrappers import Response

from foundation.kernel.errors import Refused
from foundation.web.forms import BaseForm, answer
from foundation.web.transaction import transaction


def handled(form: BaseForm, act: Callable[[], str], template: str, **context: object) -> Response:
    """Do `act` in a transaction and go to the address that it gives; the page of the form until then.

    A refusal of a rule stands in the summary of the form, and what was typed stays: nothing is lost.
    """
    if form.validate_on_submit():
        try:
            with transaction():
                address = act()
        except Refused as error:
            form.refuse(error)
        else:
            return redirect(address, 303)
    return answer(form, template, **context)
