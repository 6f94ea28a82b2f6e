"""Hand over what is held on somebody: as data, or as an archive of tables and papers; the reading is written down."""

import io
import json
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from foundation.accounts.models import Account
from foundation.accounts.queries import account_by_id
from foundation.documents.models import IssuedDocument
from foundation.documents.pdf import render
from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_, sentence, written
from foundation.kernel.settings import get_settings
from foundation.web.csv_export import csv_text
from foundation.web.language import current_language
from privacy.queries.about import Whose, whose
from privacy.queries.held import held_on, papers_of, plain
from privacy.queries.held_sections import Section
from privacy.queries.held_words import IN_EUROS, LABELS, TRAIL, WORDS
from privacy.rules.events import PrivacyTag
from shares.queries.papers.company import company_data, statutes_for_paper

FORMAT, PAPER = "scic-personal-data/1", "donnees-personnelles"
NAMES = re.compile(r"%\((\w+)\)s")
UNTOLD = {name: "…" for text in TRAIL.values() for name in NAMES.findall(text)}
"""What a fact of the trail tells of others is not told: its words stand, its values do not."""
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


@dataclass(frozen=True)
class Handed:
    """A file to hand over."""

    name: str
    media_type: str
    content: bytes


def as_file(
    form: str, who: Whose, sections: list[Section], *, at: datetime, stem: str = "donnees-personnelles"
) -> Handed:
    """What is held in the form asked for: "json", "pdf" (to print; kept nowhere), or else "zip"."""
    name = get_settings().name
    if form == "json":
        text = json.dumps(as_data(sections, cooperative=name, at=at), ensure_ascii=False, indent=2)
        return Handed(f"{stem}.json", "application/json", text.encode())
    if form == "pdf":
        return Handed(f"{stem}.pdf", "application/pdf", as_paper(sections, at=at))
    archive = as_archive(sections, papers_of(who), cooperative=name, at=at, lang=current_language())
    return Handed(f"{stem}.zip", "application/zip", archive)


def as_paper(sections: list[Section], *, at: datetime) -> bytes:
    """What is held as a document in French, to print and to hand over."""
    on = day_of(at)
    data = {
        "cooperative": company_data(statutes_for_paper(on), on),
        "at": at,
        "sections": [
            {
                "title": sentence("fr", one.title),
                "rows": [
                    [
                        {"what": label_of(name), "value": value_in_words(name, value)}
                        for name, value in zip(one.columns, row, strict=True)
                        if value not in (None, "")
                    ]
                    for row in one.rows
                ],
            }
            for one in sections
        ],
    }
    return render(PAPER, data, at=at)


def label_of(name: str) -> str:
    """What a column is called, in French."""
    return sentence("fr", IN_EUROS.get(name) or LABELS.get(name, name))


def value_in_words(name: str, value: Any) -> str:
    """A value as a document says it, in French: days, euros, codes and facts of the trail in words."""
    if name in IN_EUROS:
        return written("fr", Money(value))
    if name == "tag":
        return sentence("fr", TRAIL[value], UNTOLD) if value in TRAIL else str(value)
    if isinstance(value, bool):
        return sentence("fr", N_("Yes") if value else N_("No"))
    if isinstance(value, dict):
        return " · ".join(f"{label_of(key)} : {one}" for key, one in sorted(value.items()))
    if name == "detail":
        return label_of(value)
    if isinstance(value, str):
        return sentence("fr", WORDS[value]) if value in WORDS else value
    return written("fr", value)


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


__all__ = ["Handed", "as_archive", "as_data", "as_file", "papers_of", "read_held"]
