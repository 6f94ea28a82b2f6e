"""The matching queue: each line with what it may be and why; one button accepts, everything can be taken back."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.errors import Malformed, Refused
from foundation.kernel.sentences import N_
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.incoming import row_number
from foundation.web.rules.typed import read_amount
from treasury.forms import HoldBackForm, ReasonForm, SplitForm
from treasury.listing import lines_table
from treasury.models import StoredLine
from treasury.queries.guesses import guesses, unpaid_orders
from treasury.queries.lines import line_by_id, rest_of, settled_of
from treasury.queries.requests import request_by_reference
from treasury.queries.settings import names_of_accounts
from treasury.rules.iban import masked, masked_in
from treasury.rules.matching import Act, Share, Suggestion
from treasury.rules.references import read_reference
from treasury.rules.settling import KIND_NAMES
from treasury.services import matching
from treasury.services.transfers import note_paid
from treasury.views.blueprint import blueprint
from treasury.views.handling import acted, handled

KINDS = {str(kind): name for kind, name in KIND_NAMES.items()}


@blueprint.get("/tresorerie/lignes")
@requires(Permission.TREASURY_READ)
def bank_lines() -> ResponseReturnValue:
    """The lines, and for those of the page that wait what they may be."""
    spec, statement = lines_table()
    table = spec.read(statement, request.args)
    found = guesses([(row.StoredLine, row.rest) for row in table.rows], today())
    return render_template("treasury/bank_lines.html", table=table, guesses=found, masked_in=masked_in)


@blueprint.get("/tresorerie/lignes/<int:line_id>")
@requires(Permission.TREASURY_READ)
def bank_line(line_id: int) -> ResponseReturnValue:
    """One line: what the bank wrote, what it may be, what was made of it."""
    return answer(SplitForm(), "treasury/bank_line.html", **_shown(line_by_id(line_id)))


def _shown(line: StoredLine) -> dict[str, object]:
    rest = rest_of(line)
    return {
        "line": line,
        "rest": rest,
        "found": guesses([(line, rest)], today()).get(line.id, []),
        "history": settled_of(line_id=line.id),
        "masked": masked(line.counterparty_iban),
        "words": masked_in,
        "account": names_of_accounts([line.account]).get(line.account, line.account),
        "aside": ReasonForm(prefix="aside"),
        "back": HoldBackForm(prefix="back"),
        "kinds": KINDS,
    }


@blueprint.post("/tresorerie/lignes/<int:line_id>/accepter")
@requires(Permission.TREASURY_WRITE)
def accept(line_id: int) -> ResponseReturnValue:
    """Accept one suggestion, exactly as it was shown."""
    here = request.form.get("retour") == "liste"
    url = url_for(".bank_lines", etat="waiting") if here else url_for(".bank_line", line_id=line_id)
    wanted = request.form.get("choix", "")
    return acted(partial(_accept, line_id, wanted), url, _("Accepted."))


def _accept(line_id: int, wanted: str) -> None:
    line = line_by_id(line_id, lock=True)
    found = guesses([(line, rest_of(line))], today()).get(line.id, [])
    chosen = next((one for one in found if one.key == wanted), None)
    if chosen is None:
        raise Refused("suggestion-gone", N_("This suggestion no longer holds: somebody settled something meanwhile."))
    _carry_out(line, chosen)


def _carry_out(line: StoredLine, chosen: Suggestion) -> None:
    who: dict[str, Any] = {"actor": current_actor(), "at": now()}
    if chosen.act is Act.ALLOCATE:
        matching.allocate(line.id, chosen.shares, **who)
    elif chosen.act is Act.REOPEN:
        matching.reopen_and_take(line.id, chosen.target, **who)
    elif chosen.act is Act.GIVE_BACK:
        matching.hold_back(line.id, rest_of(line), "Souscription annulée", **who)
    elif chosen.act is Act.RETURN:
        matching.accept_return(line.id, chosen.target, **who)
    else:
        note_paid(_orders(chosen.target), line.booked_on, line_id=line.id, **who)


def _orders(target: int) -> list[int]:
    return [target] if target > 0 else [order.id for order in unpaid_orders(file_id=-target)]


@blueprint.post("/tresorerie/lignes/<int:line_id>/repartir")
@requires(Permission.TREASURY_WRITE)
def split(line_id: int) -> ResponseReturnValue:
    """Give a line to the requests that were typed, each with its part."""
    line, form = line_by_id(line_id), SplitForm()

    def write() -> ResponseReturnValue:
        matching.allocate(line.id, _parts(form.parts.data or "", rest_of(line)), actor=current_actor(), at=now())
        return acted(lambda: None, url_for(".bank_line", line_id=line_id), _("Given to the requests."))

    return handled(form, write, "treasury/bank_line.html", **_shown(line))


def _parts(text: str, rest: int) -> Sequence[Share]:
    """Rows of "reference amount"; a lone reference takes all that is left."""
    rows = [row.split() for row in text.splitlines() if row.strip()]
    parts = []
    for words in rows:
        compact = "".join(words)
        for length in range(len(words), 0, -1):
            head = "".join(words[:length])
            if len("".join(sign for sign in head if sign.isalnum())) == 9:
                amount = " ".join(words[length:])
                parts.append((request_by_reference(read_reference(head)).id, amount))
                break
        else:
            read_reference(compact)
    return [Share(request_id, _cents(amount) if amount else rest) for request_id, amount in parts]


def _cents(text: str) -> int:
    try:
        return read_amount(text).cents
    except ValueError:
        raise Refused(
            "bad-part", N_("“%(found)s” is no amount: write a reference, a space, an amount."), found=text[:30]
        ) from None


@blueprint.post("/tresorerie/lignes/<int:line_id>/ecarter")
@requires(Permission.TREASURY_WRITE)
def set_aside(line_id: int) -> ResponseReturnValue:
    """Set a line aside, for a reason."""
    form = ReasonForm(prefix="aside")
    reason = form.reason.data or ""
    url = url_for(".bank_line", line_id=line_id)
    return acted(
        partial(matching.set_aside, line_id, reason, actor=current_actor(), at=now()), url, _("Line set aside.")
    )


@blueprint.post("/tresorerie/lignes/<int:line_id>/rendre")
@requires(Permission.TREASURY_WRITE)
def hold_back(line_id: int) -> ResponseReturnValue:
    """Keep money to be given back."""
    form = HoldBackForm(prefix="back")
    url = url_for(".bank_line", line_id=line_id)
    cents = form.amount.data.cents if form.amount.data else 0
    write = partial(matching.hold_back, line_id, cents, form.reason.data or "", actor=current_actor(), at=now())
    return acted(write, url, _("Kept to be given back: it stands among the refunds now."))


@blueprint.post("/tresorerie/rapprochements/<int:settlement_id>/reprendre")
@requires(Permission.TREASURY_WRITE)
def take_back(settlement_id: int) -> ResponseReturnValue:
    """Take a matching back, for a reason."""
    line_id, reference = request.form.get("ligne", ""), request.form.get("demande", "")
    url = url_for(".request_page", reference=reference) if reference else url_for(".bank_line", line_id=_row(line_id))
    reason = request.form.get("reason", "")
    return acted(
        partial(matching.take_back, settlement_id, reason, actor=current_actor(), at=now()), url, _("Taken back.")
    )


def _row(text: str) -> int:
    try:
        return row_number(text)
    except ValueError:
        raise Malformed("bad-row", N_("The form does not say which line it is about.")) from None
