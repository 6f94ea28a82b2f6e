"""What the forms of shares do: write in one transaction, say a refusal, go back; days from the address."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from foundation.kernel.clock import PARIS, today
from foundation.kernel.errors import Malformed, ScicError
from foundation.kernel.sentences import N_
from foundation.web.forms import BaseForm, answer
from foundation.web.rules.typed import read_day
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


def day_asked(name: str = "date") -> date:
    """The day that the address asks for, today where it asks for none."""
    return day_or_none(name) or today()


def day_or_none(name: str) -> date | None:
    """The day that the address asks for."""
    text = request.args.get(name, "").strip()
    try:
        return read_day(text) if text else None
    except (ValueError, OverflowError):
        raise Malformed(
            "bad-day", N_("“%(found)s” is not a day. Write it as 31/12/2026 and ask again."), found=text[:20]
        ) from None


def end_of(day: date) -> datetime:
    """The last moment of a day where the cooperative lives."""
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(PARIS))
    return midnight.astimezone(UTC) - timedelta(microseconds=1)


def check_page() -> str:
    """The address of the public page that verifies certificates, as it is printed on them."""
    return url_for("shares.check_form", _external=True)
