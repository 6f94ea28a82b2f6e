"""/journal: who did what to what, when."""

import re

from flask import Blueprint, render_template, request
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from foundation.accounts.permissions import ROLE_NAMES, Permission
from foundation.kernel.audit import AuditEntry
from foundation.kernel.sentences import N_, sentence
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.tables import Column, TableSpec
from governance.queries.assemblies import SEAT_NAMES
from scic.events import ALL_SENTENCES

WORDS: dict[str, str] = {
    **{role.value: name for role, name in ROLE_NAMES.items()},
    **SEAT_NAMES,
    "link": N_("mailed link"),
    "password": N_("password"),
    "opening_balance": N_("opening balance"),
    "subscription": N_("subscription"),
    "refund": N_("refund"),
    "adopted": N_("adopted"),
    "rejected": N_("rejected"),
}
NAMES = re.compile(r"%\((\w+)\)s")
blueprint = Blueprint("audit", __name__, url_prefix="/journal")

TRAIL = TableSpec(
    columns=(
        Column("number", _l("No."), sort=AuditEntry.number, end=True),
        Column("at", _l("When"), sort=AuditEntry.at, show="moment"),
        Column("actor_name", _l("Who"), sort=AuditEntry.actor_name),
        Column("tag", _l("What")),
        Column("subject", _l("About"), sort=AuditEntry.subject),
    ),
    search=(AuditEntry.subject, AuditEntry.tag),
    default_sort="number",
    default_descending=True,
    tie_break=AuditEntry.id,
)


@blueprint.get("")
@requires(Permission.AUDIT_READ)
def trail() -> str:
    """The audit trail, newest first."""
    return render_template("home/audit.html", table=TRAIL.read(select(AuditEntry), request.args), said=said)


def said(entry: AuditEntry) -> str:
    """The fact in words; a tag of a later version shows as it is."""
    message = ALL_SENTENCES.get(entry.tag)
    if message is None:
        return entry.tag
    values = {name: _word(entry.details.get(name, "–")) for name in NAMES.findall(message)}
    return sentence(current_language(), message, values)


def _word(detail: object) -> object:
    """A code of the details as a word of the reader's language: roles, seats, ways of signing in, kinds of movements."""
    return sentence(current_language(), WORDS[detail]) if isinstance(detail, str) and detail in WORDS else detail
