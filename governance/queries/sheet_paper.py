"""The attendance sheet as its document wants it (templates/documents/feuille-presence.typ): R225-95."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from foundation.kernel.db import db
from governance.models import Assembly, AttendanceFact, Proxy
from governance.queries.assemblies import officers
from governance.queries.certification import certification_of, still_stands
from governance.queries.company import company_on_paper
from governance.queries.floor import Floor, door_of, floor_at, proxies_of
from governance.queries.notice_paper import assembly_on_paper
from governance.queries.notices import day_of
from governance.rules.paper_words import SEAT_ORDER, SEAT_WORDS, holder_quality, signed_on_words
from governance.rules.presence import Way
from governance.rules.roll import Candidate
from governance.rules.sheet import Seat, Session, seat_by_proxy, seats

MODES = ("present", "represented", "remote", "postal", "absent")
CHAIR = "la présidence de séance (pouvoir sans nom)"


@dataclass(frozen=True)
class SheetLine:
    """One member on the sheet."""

    one: Candidate
    seat: Seat


def session_of(assembly: Assembly, at: datetime) -> Session:
    """From the opening to the closing, or to `at` while it lasts."""
    return Session(assembly.opened_at or at, assembly.closed_at or at)


def sheet_lines(assembly: Assembly, floor: Floor, at: datetime) -> list[SheetLine]:
    """Who took part in the session, in order of name; before it opens, only the proxies received are known."""
    if assembly.opened_at is None:
        return [SheetLine(one, _expected(floor, one)) for one in floor.roll.entitled]
    ids = [one.member_id for one in floor.roll.entitled]
    received = proxies_of(assembly)
    found = seats(ids, door_of(assembly, received), received, session_of(assembly, at))
    return [SheetLine(one, found[one.member_id]) for one in floor.roll.entitled]


def sheet_data(assembly: Assembly, at: datetime, *, signed_at: str = "") -> dict[str, Any]:
    """The sheet: to be signed at the door while the session is not closed, as it was found once it is."""
    floor, blank = floor_at(assembly, at), assembly.closed_at is None
    lines, seated = sheet_lines(assembly, floor, at), officers(assembly)
    doors = _doors(assembly)
    return {
        "cooperative": company_on_paper(floor.ruling, day_of(assembly, at)),
        "assembly": assembly_on_paper(assembly),
        "rows": [_row(line, floor, doors) for line in lines],
        "totals": sheet_figures(floor, lines),
        "colleges": by_college(floor, lines),
        "blank": blank,
        "annexes": {"proxies": totals(lines)["represented"], "postal_forms": 0, "electronic": _online(assembly)},
        "officers": [{"role": SEAT_WORDS[seat], "name": seated[seat].name} for seat in SEAT_ORDER if seat in seated],
        "certified": certified_on_paper(assembly),
        "signed_words": "" if blank else signed_on_words(signed_at, assembly.meets_on),
    }


def sheet_figures(floor: Floor, lines: list[SheetLine]) -> dict[str, int]:
    """What the sheet is certified at: members by mode, shares and votes taking part."""
    return totals(lines) | {"shares": shares_present(lines), "votes": votes_present(floor, lines)}


def certified_on_paper(assembly: Assembly) -> dict[str, Any] | None:
    """The certification in force, None without one: when, by which officers, recorded by whom (rule 36)."""
    found = certification_of(assembly)
    if found is None or not still_stands(found, assembly):
        return None
    return {"at": found.at, "names": [one["name"] for one in found.officers], "by": found.certified_by}


def totals(lines: list[SheetLine]) -> dict[str, int]:
    """How many members in each mode, entitled and taking part."""
    modes = Counter(line.seat.mode for line in lines)
    counted = {mode: modes[mode] for mode in MODES}
    return counted | {"entitled": len(lines), "taking_part": len(lines) - modes["absent"]}


def shares_present(lines: list[SheetLine]) -> int:
    """Shares held by those taking part."""
    return sum(line.one.shares for line in lines if line.seat.mode != "absent")


def votes_present(floor: Floor, lines: list[SheetLine]) -> int:
    """Votes of those taking part: one each, or one in each of their colleges where the statutes say so."""
    return sum(len(floor.colleges_of(line.one)) for line in lines if line.seat.mode != "absent")


def by_college(floor: Floor, lines: list[SheetLine]) -> list[dict[str, Any]]:
    """The same by college; empty without colleges."""
    return [
        {"name": college.name, "weight": college.weight}
        | totals([one for one in lines if one.one.college == college.id])
        for college in floor.roll.colleges
    ]


def _expected(floor: Floor, one: Candidate) -> Seat:
    proxy = floor.proxies.get(one.member_id)
    if proxy is None or floor.standings[one.member_id].way in (Way.PRESENT, Way.REMOTE):
        return Seat("absent")
    return seat_by_proxy(proxy)


def _row(line: SheetLine, floor: Floor, doors: dict[int, AttendanceFact]) -> dict[str, Any]:
    member, seat = floor.members[line.one.member_id], line.seat
    door = doors.get(seat.arrival or 0)
    names = {college.id: college.name for college in floor.roll.colleges}
    return {
        "number": line.one.number,
        "name": member.formal_name,
        "usual_first_name": "",
        "address": member.address,
        "college": names.get(line.one.college or "", ""),
        "shares": line.one.shares,
        "votes": len(floor.colleges_of(line.one)),
        "mode": seat.mode,
        "representative": (door.represented_by if door else member.representative_name) or "",
        "holder": holder_on_paper(floor, seat),
        "arrived_at": seat.arrived_at,
        "left_at": seat.left_at,
        "signed": f"Pointé à l’accueil par {door.recorded_by}" if door else "",
    }


def holder_on_paper(floor: Floor, seat: Seat) -> str:
    """Who votes for a represented member, and in what quality; empty for the others."""
    if seat.mode != "represented":
        return ""
    if seat.blank_proxy:
        return CHAIR
    quality = holder_quality(seat.outside.relation if seat.outside else "")
    return f"{floor.holder_name(seat)}, {quality}"


def _doors(assembly: Assembly) -> dict[int, AttendanceFact]:
    wanted = select(AttendanceFact).where(AttendanceFact.assembly_id == assembly.id)
    return {fact.id: fact for fact in db.session.execute(wanted).scalars()}


def _online(assembly: Assembly) -> bool:
    """Whether a proxy was given online: the annexes are then electronic too."""
    wanted = select(func.count()).where(Proxy.assembly_id == assembly.id, Proxy.origin == "online")
    return bool(db.session.execute(wanted).scalar_one())
