"""The assemblies that the compliance checks look at: those of the last twelve months and those to come."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import case, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from foundation.kernel.clock import PARIS
from foundation.kernel.db import db
from foundation.kernel.errors import ScicError
from governance.models import (
    Assembly,
    MinutesIssue,
    NoticeSending,
    Proxy,
    ProxyRevocation,
    QuorumFact,
    SheetCertification,
)
from governance.queries.notices import notice_draft
from governance.queries.ruling import Ruling
from governance.rules.channels import CONSENT_FORMS, DATED_CONSENT_FORM, Channel, last_day_to_agree
from governance.rules.compliance.situation import Meeting
from governance.rules.convocation import notice_obstacles
from governance.rules.kinds import question_kinds
from membership.models.facts import ConsentFact
from membership.queries.ruling import ruling_id
from statutes.models import StatutesVersion

LOOKED_BACK = timedelta(days=366)
CONTENT = 26


class Around:
    """What the facts of some assemblies say of them, by assembly; six statements whatever their number."""

    def __init__(self, assemblies: list[Assembly], rulings: dict[int, Ruling], moment: datetime) -> None:
        ids = [one.id for one in assemblies]
        self.minutes = _first_moments(MinutesIssue.assembly_id, MinutesIssue.issued_at, ids)
        self.certified = _first_moments(SheetCertification.assembly_id, SheetCertification.at, ids)
        self.second = set(
            db.session.execute(select(Assembly.first_assembly_id).where(Assembly.first_assembly_id.in_(ids))).scalars()
        )
        facts = (
            select(QuorumFact).where(QuorumFact.assembly_id.in_(ids), QuorumFact.at <= moment).order_by(QuorumFact.id)
        )
        self.quorums = list(db.session.execute(facts).scalars())
        self.holders = _proxies_held(ids, moment)
        self.without_consent = _mailed_without_consent(assemblies, rulings)


def meetings_around(on: date, versions: list[StatutesVersion]) -> tuple[Meeting, ...]:
    """Each assembly as it stood on the evening of the day, in the order of their days. `versions`: the latest first."""
    moment = _evening(on)
    statement = select(Assembly).where(Assembly.starts_at >= moment - LOOKED_BACK, Assembly.created_at <= moment)
    assemblies = list(db.session.execute(statement.order_by(Assembly.starts_at)).scalars())
    if not assemblies:
        return ()
    by_id = {one.id: one for one in versions}
    rulings = {one.id: ruling for one in assemblies if (ruling := _ruling(one, versions, by_id)) is not None}
    around = Around(assemblies, rulings, moment)
    return tuple(_meeting(one, rulings.get(one.id), around, on) for one in assemblies)


def _ruling(assembly: Assembly, versions: list[StatutesVersion], by_id: dict[int, StatutesVersion]) -> Ruling | None:
    version = by_id.get(assembly.statutes_id or 0)
    version = version or next((one for one in versions if one.effective_on <= assembly.meets_on), None)
    if version is None:
        return None
    return Ruling(version, assembly.convening, question_kinds(assembly.assembly_kind))


def _meeting(assembly: Assembly, ruling: Ruling | None, around: Around, on: date) -> Meeting:
    convened, closed = (_by(moment, assembly.zone, on) for moment in (assembly.convened_at, assembly.closed_at))
    facts = [one for one in around.quorums if one.assembly_id == assembly.id]
    return Meeting(
        title=assembly.title,
        kind=assembly.kind,
        meets_on=assembly.meets_on,
        convened_on=convened,
        closed_on=closed,
        minutes_on=_by(around.minutes.get(assembly.id), assembly.zone, on),
        days_needed=_days_needed(ruling),
        late_reason=assembly.late_notice_reason,
        notice_gaps=_notice_gaps(assembly, ruling, convened or on) if assembly.meets_on >= on or convened else 0,
        mailed_without_consent=around.without_consent.get(assembly.id, 0) if convened else 0,
        votes_without_quorum=sum(1 for one in facts if one.agenda_item_id is not None and not one.met),
        quorum_failed=closed is not None and assembly.id not in around.second and _failed(assembly, facts),
        proxies_over=_over_limit(ruling, around.holders.get(assembly.id, ())),
        sheet_certified=_by(around.certified.get(assembly.id), assembly.zone, on) is not None,
    )


def _days_needed(ruling: Ruling | None) -> int | None:
    try:
        return ruling.notice()[0] if ruling else None
    except ScicError:
        return None


def _notice_gaps(assembly: Assembly, ruling: Ruling | None, on: date) -> int:
    """What the notice lacks (rule 26); where the statutes leave the delay unsaid, they are judged themselves."""
    if ruling is None:
        return 0
    try:
        return sum(1 for one in notice_obstacles(notice_draft(assembly, ruling, on)) if one.rule == CONTENT)
    except ScicError:
        return 0


def _failed(assembly: Assembly, facts: list[QuorumFact]) -> bool:
    """Whether questions were left undecided because their quorum was not reached."""
    met = {one.question: one.met for one in facts}
    return any(item.question and item.box_id is None and met.get(item.question) is False for item in assembly.items)


def _over_limit(ruling: Ruling | None, held: Collection[int]) -> int:
    """How many holders have more proxies than the statutes allow (rule 33)."""
    try:
        limit = ruling.proxy_terms().max_per_holder if ruling else None
    except ScicError:
        limit = None
    return 0 if limit is None else sum(1 for count in held if count > limit)


def _first_moments(owner: Any, moment: Any, ids: list[int]) -> dict[int, datetime]:
    statement = select(owner, func.min(moment)).where(owner.in_(ids)).group_by(owner)
    return {row[0]: row[1] for row in db.session.execute(statement)}


def _proxies_held(ids: list[int], moment: datetime) -> dict[int, list[int]]:
    """By assembly, how many proxies each holder had; blank ones are the chair's and have no limit."""
    revoked = exists().where(ProxyRevocation.proxy_id == Proxy.id, ProxyRevocation.at <= moment)
    statement = (
        select(Proxy.assembly_id, func.count())
        .where(Proxy.assembly_id.in_(ids), Proxy.received_at <= moment, ~revoked)
        .where(or_(Proxy.holder_member_id.is_not(None), Proxy.outside_holder_id.is_not(None)))
        .group_by(Proxy.assembly_id, Proxy.holder_member_id, Proxy.outside_holder_id)
    )
    found: dict[int, list[int]] = {}
    for assembly_id, count in db.session.execute(statement):
        found.setdefault(assembly_id, []).append(count)
    return found


def _mailed_without_consent(assemblies: list[Assembly], rulings: dict[int, Ruling]) -> dict[int, int]:
    """By assembly of a SA or SARL, notices sent by e-mail to members who had not agreed by the day it left (rule 27)."""
    asked = {
        one.id: (_local(one.convened_at, one.zone), _last_consent(one, rulings[one.id]))
        for one in assemblies
        if one.convened_at and one.id in rulings and rulings[one.id].statutes.legal_form in CONSENT_FORMS
    }
    if not asked:
        return {}
    sent_on, last = (
        case(*((NoticeSending.assembly_id == key, literal(days[rank])) for key, days in asked.items()))
        for rank in (0, 1)
    )
    consent = aliased(ConsentFact)
    ruling = ruling_id(ConsentFact, {"member_id": NoticeSending.member_id}, sent_on, None)
    statement = (
        select(NoticeSending.assembly_id, func.count())
        .outerjoin(consent, consent.id == ruling)
        .where(NoticeSending.assembly_id.in_(asked), NoticeSending.channel == Channel.EMAIL)
        .where(or_(consent.id.is_(None), consent.agreed.is_(False), consent.effective_on > last))
        .group_by(NoticeSending.assembly_id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def _last_consent(assembly: Assembly, ruling: Ruling) -> date:
    dated = ruling.statutes.legal_form == DATED_CONSENT_FORM
    return last_day_to_agree(assembly.meets_on) if dated else assembly.meets_on


def _by(moment: datetime | None, zone: str, on: date) -> date | None:
    """The day of a moment, where it had come by the day `on`."""
    found = _local(moment, zone) if moment else None
    return found if found is not None and found <= on else None


def _local(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def _evening(on: date) -> datetime:
    """The last moment of a day where the cooperative lives."""
    midnight = datetime.combine(on + timedelta(days=1), time(), ZoneInfo(PARIS))
    return midnight.astimezone(UTC) - timedelta(microseconds=1)
