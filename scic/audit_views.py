"""/journal: who did what to what, when."""

import re

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from foundation.accounts.permissions import Permission
from foundation.kernel.audit import AuditEntry, is_erased
from foundation.kernel.sentences import sentence
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.tables import Column, TableSpec
from scic.audit_words import changes_in_words, in_words, subject_in_words
from scic.events import ALL_SENTENCES

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
    table = TRAIL.read(select(AuditEntry), request.args)
    return render_template("home/audit.html", table=table, said=said, about=about, changes=changes)


def said(entry: AuditEntry) -> str:
    """The fact in words; a tag of a later version shows as it is."""
    if is_erased(entry):
        return _("Erased when its time had come: only that it happened is kept.")
    message = ALL_SENTENCES.get(entry.tag)
    if message is None:
        return entry.tag
    lang = current_language()
    return sentence(
        lang, message, {name: in_words(lang, entry.details.get(name, "–")) for name in NAMES.findall(message)}
    )


def changes(entry: AuditEntry) -> list[tuple[str, str, str]]:
    """Details that changed: what, as it was and as it became."""
    return changes_in_words(current_language(), entry.details.get("changes", {}))


def about(entry: AuditEntry) -> str:
    """The record that the fact is about."""
    return subject_in_words(current_language(), entry.subject)
