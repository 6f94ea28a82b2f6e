"""The minutes: their free texts by revision, and what the document prints (templates/documents/proces-verbal.typ).

Figures come from frozen facts only: the quorum as it was kept, results as they were stored, presence from the door.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from foundation.documents.archive import latest
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from governance.models import Assembly, MinutesRevision
from governance.queries.assemblies import first_assembly, incidents, officers
from governance.queries.company import company_on_paper
from governance.queries.floor import Floor, door_of, floor_at, proxies_of
from governance.queries.minutes_advice import advice_on_paper
from governance.queries.minutes_votes import agenda_on_paper, attachments_of, quorums_on_paper, voted_items, was_held
from governance.queries.notice_paper import assembly_on_paper
from governance.queries.notices import channel_counts, day_of
from governance.queries.papers import NOTICE, issued_minutes
from governance.queries.ruling import Ruling
from governance.queries.sheet_paper import (
    SheetLine,
    by_college,
    certified_on_paper,
    session_of,
    shares_present,
    sheet_lines,
    totals,
)
from governance.rules.convocation import clear_days
from governance.rules.minutes_texts import MinutesTexts
from governance.rules.paper_words import (
    CHANNEL_WORDS,
    CONVENERS,
    SEAT_ORDER,
    SEAT_WORDS,
    holder_quality,
    long_day,
    movement_words,
    signed_on_words,
)
from governance.rules.roll import record_date
from governance.rules.sheet import Change, changes

SHEET_AND_PROXIES = "Feuille de présence et pouvoirs"
DRAFT_RESOLUTIONS = "Texte des projets de résolution, joint à la convocation"


def revisions(assembly: Assembly) -> list[MinutesRevision]:
    """Every writing of the minutes, newest first."""
    wanted = select(MinutesRevision).where(MinutesRevision.assembly_id == assembly.id)
    return list(db.session.execute(wanted.order_by(MinutesRevision.revision.desc())).scalars())


def last_revision(assembly: Assembly) -> MinutesRevision | None:
    """The writing in force, None before the first."""
    wanted = select(MinutesRevision).where(MinutesRevision.assembly_id == assembly.id)
    return db.session.execute(wanted.order_by(MinutesRevision.revision.desc()).limit(1)).scalar()


def texts_of(assembly: Assembly, revision: int | None = None) -> MinutesTexts:
    """The texts of one revision (None: the last one); before any, those that can be supposed from the notice."""
    found = last_revision(assembly) if revision is None else _revision(assembly, revision)
    return MinutesTexts.from_json(found.texts) if found else _first_texts(assembly)


def minutes_data(assembly: Assembly, texts: MinutesTexts, *, number: str, draft: bool, at: datetime) -> dict[str, Any]:
    """The minutes of a closed assembly, held or failed for want of quorum (R225-106, R225-107, R223-24)."""
    floor = floor_at(assembly, at)
    lines, voted = sheet_lines(assembly, floor, at), voted_items(assembly)
    seated = officers(assembly)
    bureau = [(SEAT_WORDS[seat], seated[seat]) for seat in SEAT_ORDER if seat in seated]
    business_days = floor.ruling.record_date_business_days
    return {
        "cooperative": company_on_paper(floor.ruling, day_of(assembly, at)),
        "number": number,
        "draft": draft,
        "assembly": _assembly(assembly, remote=any(line.seat.mode == "remote" for line in lines)),
        "notice": _notice(assembly, floor.ruling),
        "officers": [{"role": role, "name": one.name, "capacity": one.capacity} for role, one in bureau],
        "attending": [{"name": name, "capacity": capacity} for name, capacity in texts.attending_people()],
        "attendance": {
            "record_on": record_date(assembly.meets_on, business_days),
            "colleges": by_college(floor, lines),
            "total": totals(lines),
            "shares_total": sum(line.one.shares for line in lines),
            "shares_present": shares_present(lines),
            "outside_holders": _outside_holders(floor, lines),
            "certified": certified_on_paper(assembly),
        },
        "held": was_held(assembly),
        "quorums": quorums_on_paper(assembly),
        "agenda": [{"number": item.position, "title": item.title} for item in assembly.items],
        "documents": [{"title": line, "where": ""} for line in texts.document_lines()],
        "statutes": _statutes(floor.ruling),
        "items": agenda_on_paper(assembly, voted, floor.ruling, texts.debates),
        "advice": advice_on_paper(assembly),
        "questions": [vars(one) for one in texts.questions],
        "events": _events(assembly, floor, at),
        "incidents": [{"at": one.at, "text": one.text} for one in incidents(assembly)],
        "remote_held": any(line.seat.mode == "remote" for line in lines),
        "next_steps": texts.next_steps,
        "annexes": [{"title": SHEET_AND_PROXIES, "detail": f"{totals(lines)['taking_part']} participants"}],
        "attachments": attachments_of(voted),
        "signatures": [{"role": role, "name": one.name} for role, one in bureau],
        "signed_words": signed_on_words(texts.signed_at, day_of(assembly, at)),
    }


def _revision(assembly: Assembly, number: int) -> MinutesRevision:
    wanted = select(MinutesRevision).where(
        MinutesRevision.assembly_id == assembly.id, MinutesRevision.revision == number
    )
    found = db.session.execute(wanted).scalar_one_or_none()
    if found is None:
        raise NotFound("minutes-revision", N_("These minutes have no such revision. See the list on their page."))
    return found


def _first_texts(assembly: Assembly) -> MinutesTexts:
    notice = _notice_params(assembly)
    own = [document["title"] for document in notice.get("documents", [])]
    return MinutesTexts(documents="\n".join([SHEET_AND_PROXIES, DRAFT_RESOLUTIONS, *own]))


def _notice_params(assembly: Assembly) -> dict[str, Any]:
    issued = latest(assembly.subject, NOTICE)
    return issued.params if issued else {}


def _assembly(assembly: Assembly, *, remote: bool) -> dict[str, Any]:
    first = first_assembly(assembly)
    former = issued_minutes(first) if first else None
    outcome = f"Le procès-verbal n° {former.number} le constate." if former else ""
    return assembly_on_paper(assembly) | {
        "opened_at": assembly.opened_at,
        "closed_at": assembly.closed_at,
        "remote": {"address": assembly.remote_access, "how": ""} if remote and assembly.remote_access else None,
        "first_outcome": outcome,
    }


def _notice(assembly: Assembly, ruling: Ruling) -> dict[str, Any]:
    params = _notice_params(assembly)
    decided = params.get("decided_on")
    sent_on = day_of(assembly, assembly.convened_at or assembly.created_at)
    required, source = ruling.notice()
    late = (
        f"Le délai n’a pas été respecté. Motif : {assembly.late_notice_reason}" if assembly.late_notice_reason else ""
    )
    return {
        "by": params.get("convened_by") or CONVENERS[ruling.statutes.legal_form],
        "decided_on": date.fromisoformat(decided["iso"]) if decided else None,
        "sent_on": sent_on,
        "channels": [
            {"label": CHANNEL_WORDS[channel], "count": count}
            for channel, count in sorted(channel_counts(assembly).items())
        ],
        "days": clear_days(sent_on, assembly.meets_on),
        "source": f"{required} au moins, {source}",
        "remarks": late,
    }


def _statutes(ruling: Ruling) -> dict[str, str]:
    since = long_day(ruling.version.effective_on)
    return {"words": f"statuts en vigueur depuis le {since}", "source": ruling.version.adopted_by}


def _outside_holders(floor: Floor, lines: list[SheetLine]) -> list[dict[str, str]]:
    """Each proxy exercised by somebody who is not a member: who, in what quality, for whom."""
    return [
        {
            "name": line.seat.outside.name,
            "quality": holder_quality(line.seat.outside.relation),
            "principal": floor.members[line.one.member_id].formal_name,
        }
        for line in lines
        if line.seat.outside is not None
    ]


def _events(assembly: Assembly, floor: Floor, at: datetime) -> list[dict[str, Any]]:
    ids = [one.member_id for one in floor.roll.entitled]
    received = proxies_of(assembly)
    found = changes(ids, door_of(assembly, received), received, session_of(assembly, at))
    outside = {proxy.outside.holder_id: proxy.outside.name for proxy in received if proxy.outside}
    return [{"at": one.at, "text": _movement(one, floor, outside)} for one in found]


def _movement(change: Change, floor: Floor, outside: dict[int, str]) -> str:
    names = [floor.members[who].name for who in change.member_ids]
    names += [f"{outside[who]} (mandataire non associé)" for who in change.holder_ids]
    return movement_words(change.kind, names, change.taking_part)
