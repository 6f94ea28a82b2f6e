"""Hand over what is held on somebody: as data, or as an archive of tables and papers; the reading is written down."""

import io
import json
import zipfile
from datetime import datetime
from typing import Any

from foundation.accounts.models import Account
from foundation.accounts.queries import account_by_id
from foundation.documents.models import IssuedDocument
from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.sentences import N_, sentence
from foundation.web.csv_export import csv_text
from membership.services.appending import day_of
from privacy.queries.held import Section, Whose, held_on, papers_of, plain, whose
from privacy.queries.held_words import LABELS
from privacy.rules.events import PrivacyTag

FORMAT = "scic-personal-data/1"
README = N_(
    "What %(cooperative)s holds on you, as of %(at)s. One CSV file a subject (UTF-8, semicolons), the same as data in "
    "donnees.json, and the papers that were issued to you in the folder documents. Data of other people is left out. "
    "You may ask for a correction, an erasure or an explanation: GDPR articles 15 to 21."
)


def read_held(account_id: int, form: str, *, actor: Actor, at: datetime) -> tuple[Whose, list[Section]]:
    """All that is held on the person behind an account and the members it represents; the reading is written down.

    Source: GDPR art. 15. `form`: "page", "json" or "zip".
    """
    account: Account = account_by_id(account_id)
    who = whose(account, day_of(at))
    sections = held_on(who)
    details = {"account": account.id, "form": form}
    audit.record(PrivacyTag.DATA_READ, f"account:{account.id}", actor=actor, at=at, details=details)
    return who, sections


def as_data(sections: list[Section], *, cooperative: str, at: datetime) -> dict[str, Any]:
    """The sections as JSON: by key, a list of rows by column."""
    return {
        "format": FORMAT,
        "cooperative": cooperative,
        "made_at": at.isoformat(timespec="seconds"),
        "data": {
            one.key: [dict(zip(one.columns, map(plain, row), strict=True)) for row in one.rows] for one in sections
        },
    }


def as_archive(
    sections: list[Section], papers: list[IssuedDocument], *, cooperative: str, at: datetime, lang: str
) -> bytes:
    """The archive: one CSV a section, the whole as JSON, the papers, and a page that says what is inside."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("LISEZ-MOI.txt", sentence(lang, README, {"cooperative": cooperative, "at": at}) + "\n")
        data = as_data(sections, cooperative=cooperative, at=at)
        archive.writestr("donnees.json", json.dumps(data, ensure_ascii=False, indent=2))
        for one in sections:
            header = [sentence(lang, LABELS.get(name, name)) for name in one.columns]
            archive.writestr(f"{one.key}.csv", csv_text(header, [[_cell(value) for value in row] for row in one.rows]))
        for paper in papers:
            archive.writestr(f"documents/{paper.filename}", paper.content)
    return out.getvalue()


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


__all__ = ["as_archive", "as_data", "papers_of", "read_held"]
