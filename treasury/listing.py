"""The tables of lines and of requests, and what their rows show."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func

from foundation.web.tables import Column, Filter, TableSpec
from treasury.models import PaymentRequest, StoredLine
from treasury.queries.lines import lines_with_rest
from treasury.queries.requests import requests_with_paid
from treasury.rules.iban import masked_in


def _drawn(_row: Any) -> str:
    """Drawn by the template."""
    return ""


def lines_table() -> tuple[TableSpec, Select[Any]]:
    """Bank lines; those of which something is left first of all."""
    statement, rest = lines_with_rest()
    states = {"waiting": rest != 0, "done": rest == 0}
    sides = {"in": StoredLine.cents > 0, "out": StoredLine.cents < 0}
    spec = TableSpec(
        columns=(
            Column(
                "booked_on",
                _l("Day"),
                sort=StoredLine.booked_on,
                show="day",
                value=lambda row: row.StoredLine.booked_on,
            ),
            Column("words", _l("What the bank wrote"), value=lambda row: masked_in(row.StoredLine.label)),
            Column(
                "amount",
                _l("Amount"),
                sort=StoredLine.cents,
                end=True,
                show="euros",
                value=lambda row: row.StoredLine.cents,
            ),
            Column("rest", _l("Not settled yet"), sort=rest, end=True, show="euros"),
            Column("guess", _l("What it may be"), value=_drawn),
        ),
        search=(StoredLine.search_key,),
        filters=(
            Filter(
                "etat",
                _l("State"),
                (("waiting", _l("To be matched")), ("done", _l("Settled"))),
                condition=states.__getitem__,
            ),
            Filter("sens", _l("Side"), (("in", _l("Came in")), ("out", _l("Went out"))), condition=sides.__getitem__),
        ),
        default_sort="booked_on",
        default_descending=True,
        page_size=25,
        tie_break=StoredLine.id,
    )
    return spec, statement


def requests_table() -> tuple[TableSpec, Select[Any]]:
    """Payment requests with what each received."""
    statement, paid, ended = requests_with_paid()
    states = {"open": (PaymentRequest.cents > paid) & ~ended, "paid": PaymentRequest.cents <= paid, "cancelled": ended}
    spec = TableSpec(
        columns=(
            Column("holder", _l("Name"), sort=PaymentRequest.holder_key, value=lambda row: row.PaymentRequest.holder),
            Column("reference", _l("Reference"), value=lambda row: row.PaymentRequest.reference),
            Column(
                "asked_on",
                _l("Asked on"),
                sort=PaymentRequest.asked_on,
                show="day",
                value=lambda row: row.PaymentRequest.asked_on,
            ),
            Column(
                "amount",
                _l("Asked for"),
                sort=PaymentRequest.cents,
                end=True,
                show="euros",
                value=lambda row: row.PaymentRequest.cents,
            ),
            Column("paid", _l("Received"), sort=paid, end=True, show="euros"),
            Column("state", _l("State"), value=_drawn),
        ),
        search=(PaymentRequest.holder_key, func.lower(PaymentRequest.reference)),
        filters=(
            Filter(
                "etat",
                _l("State"),
                (("open", _l("Open")), ("paid", _l("Paid")), ("cancelled", _l("Cancelled"))),
                condition=states.__getitem__,
            ),
        ),
        default_sort="asked_on",
        default_descending=True,
        tie_break=PaymentRequest.id,
    )
    return spec, statement
