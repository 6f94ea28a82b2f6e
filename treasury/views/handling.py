"""What every form of the treasury does: write in one transaction, say a refusal, go back to where one was."""

from collections.abc import Callable
from datetime import date

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from foundation.kernel.clock import today
from foundation.kernel.errors import Malformed, Refused, ScicError, StateMoved
from foundation.kernel.sentences import N_
from foundation.web.errors import refusal_to_flash
from foundation.web.forms import BaseForm, answer
from foundation.web.rules.typed import read_day
from foundation.web.transaction import transaction


def acted(write: Callable[[], object], url: str, done: str = "") -> ResponseReturnValue:
    """A button: do it, say so, go to `url`; a refusal is said there too."""
    try:
        with transaction():
            write()
    except (Refused, StateMoved) as refusal:
        refusal_to_flash(refusal)
        return redirect(url, 303)
    if done:
        flash(done, "success")
    return redirect(url, 303)


def handled(
    form: BaseForm, write: Callable[[], ResponseReturnValue], template: str, **context: object
) -> ResponseReturnValue:
    """The answer to a form: what `write` says once it is stored, else the form again with what is to be corrected."""
    if form.validate_on_submit():
        try:
            with transaction():
                return write()
        except ScicError as refusal:
            if refusal.status not in {409, 413, 422}:
                raise
            form.refuse(refusal)
    return answer(form, template, **context)


def day_asked(name: str = "date") -> date:
    """The day that the address asks for, today where it asks for none."""
    text = request.args.get(name, "").strip()
    try:
        return read_day(text) if text else today()
    except (ValueError, OverflowError):
        raise Malformed(
            "bad-day", N_("“%(found)s” is not a day. Write it as 31/12/2026 and ask again."), found=text[:20]
        ) from None
