"""The books: register tied to accounts, files for the accountant."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from foundation.web.csv_export import csv_text
from foundation.web.forms import answer
from foundation.web.guard import requires
from statutes.queries import version_on
from treasury.forms import BooksForm, YearForm
from treasury.queries.books import booked_days, booked_on, tie_out
from treasury.queries.lines import unmatched_total
from treasury.queries.settings import account_plan
from treasury.rules.amounts import read_cents
from treasury.rules.fec import PLAIN_COLUMNS, plain_rows
from treasury.rules.plan import ROLE_NAMES, TIED
from treasury.services import books
from treasury.views.blueprint import blueprint
from treasury.views.handling import day_asked, handled


@dataclass(frozen=True)
class Year:
    """The year under way, or the last one."""

    first: date
    last: date


def _year(on: date) -> Year:
    """The accounting year of a day, by the statutes' closing day."""
    version = version_on(on)
    end = (version.statutes.year_end if version else "12-31") or "12-31"
    month, day = (int(part) for part in str(end).split("-"))
    closing = date(on.year, month, min(day, 28) if month == 2 else day)
    if on > closing:
        closing = closing.replace(year=closing.year + 1)
    before = closing.replace(year=closing.year - 1)
    return Year(date.fromordinal(before.toordinal() + 1), closing)


@blueprint.get("/tresorerie/comptabilite")
@requires(Permission.TREASURY_READ)
def accounting() -> ResponseReturnValue:
    """The account plan in force and the files for the accountant."""
    year = _year(today())
    return answer(YearForm(first=year.first, last=year.last), "treasury/accounting.html", **_shown())


def _shown() -> dict[str, object]:
    return {"plan": account_plan(), "names": ROLE_NAMES, "previous": _year(date(today().year - 1, today().month, 1))}


@blueprint.post("/tresorerie/comptabilite")
@requires(Permission.TREASURY_READ)
def hand_out() -> ResponseReturnValue:
    """The extract or the plain journal of the days asked; who took it stays in the audit trail."""
    form = YearForm()

    def write() -> ResponseReturnValue:
        typed: Any = form.data
        first, last, actor, at = typed["first"], typed["last"], current_actor(), now()
        if form.kind.data == "fec":
            name, text = books.hand_out_fec(first, last, actor=actor, at=at)
            return _file(text, name, "text/plain")
        entries = books.hand_out_journal(first, last, actor=actor, at=at)
        name = f"journal-{first:%Y%m%d}-{last:%Y%m%d}.csv"
        return _file(csv_text(PLAIN_COLUMNS, plain_rows(entries)), name, "text/csv")

    return handled(form, write, "treasury/accounting.html", **_shown())


def _file(text: str, name: str, media: str) -> Response:
    response = Response(text.encode(), mimetype=media)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@blueprint.get("/tresorerie/rapprochement")
@requires(Permission.TREASURY_READ)
def tie() -> ResponseReturnValue:
    """Register against accounts on a day, each difference with its possible names."""
    on = day_asked()
    return answer(BooksForm(on=on), "treasury/tie.html", **_tied(on))


def _tied(on: date) -> dict[str, object]:
    lines = tie_out(on)
    return {
        "on": on,
        "lines": lines,
        "agrees": all(line.agrees for line in lines),
        "books": booked_on(on),
        "days": booked_days(),
        "unmatched": unmatched_total(on),
        "names": ROLE_NAMES,
    }


@blueprint.post("/tresorerie/rapprochement")
@requires(Permission.TREASURY_WRITE)
def enter_books() -> ResponseReturnValue:
    """Enter what the accountant's ledger says on a day."""
    form = BooksForm()

    def write() -> ResponseReturnValue:
        typed: Any = form.data
        books.enter_books(typed["on"], _amounts(), actor=current_actor(), at=now())
        flash(_("Balances recorded."), "success")
        return redirect(url_for(".tie", date=typed["on"].isoformat()), 303)

    return handled(form, write, "treasury/tie.html", **_tied(form.on.data or today()))


def _amounts() -> dict[str, int]:
    """The amounts typed beside each account; the side is chosen, debit or credit."""
    plan, found = account_plan(), dict[str, int]()
    for role in TIED:
        number = plan[role].number
        text, side = request.form.get(f"solde-{number}", "").strip(), request.form.get(f"sens-{number}", "debit")
        if not text:
            continue
        try:
            cents = read_cents(text, ",")
        except ValueError:
            raise Refused(
                "bad-balance", N_("Account %(number)s: “%(found)s” is no amount."), number=number, found=text[:30]
            ) from None
        found[number] = -cents if side == "credit" else cents
    if not found:
        raise Refused("no-balance", N_("Write at least one balance of the accountant's ledger."))
    return found
