"""Proposals with their versions, the bodies they were put to and what these decided; a constant number of statements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from governance.models import BodyMeeting, Decision
from governance.queries.decisions import decisions_about
from pole.programme.models import Proposal, ProposalItem, ProposalPut, ProposalVersion
from pole.programme.rules.differences import Listed
from pole.programme.rules.versions import VersionState, state_of_version

_NO_PROPOSAL = N_("This proposal does not exist. See the list of proposals.")
_NO_VERSION = N_("This proposal has no such version. See its page.")
_NO_PUT = N_("This version is not put to this body. See its page.")


@dataclass(frozen=True)
class PutNow:
    """A version before a body: the meeting, and what it decided; None while it has not."""

    put: ProposalPut
    decision: Decision | None

    @property
    def meeting(self) -> BodyMeeting:
        """When and where."""
        return self.put.meeting


@dataclass(frozen=True)
class VersionNow:
    """A version, the bodies that have it or had it before them in the order of their meetings, and where it stands."""

    version: ProposalVersion
    puts: tuple[PutNow, ...]
    state: VersionState

    @property
    def id(self) -> int:
        """The id of the version."""
        return self.version.id

    @property
    def number(self) -> int:
        """The number that people read after a V."""
        return self.version.version


@dataclass(frozen=True)
class ProposalNow:
    """A proposal with its versions, the first one first."""

    proposal: Proposal
    versions: tuple[VersionNow, ...]

    @property
    def last(self) -> VersionNow | None:
        """The latest version; None while there is none."""
        return self.versions[-1] if self.versions else None


def proposals_now() -> list[ProposalNow]:
    """Every proposal, the latest first; four statements at any size."""
    wanted = select(Proposal).order_by(Proposal.created_at.desc(), Proposal.id.desc())
    return _standing(list(db.session.execute(wanted).scalars()))


def last_adopted() -> tuple[ProposalNow, VersionNow, Decision] | None:
    """The version that a body adopted last, with its decision; None while none was."""
    found = [
        (proposal, version, put.decision)
        for proposal in proposals_now()
        for version in proposal.versions
        for put in version.puts
        if put.decision is not None and put.decision.adopted
    ]
    return max(found, key=lambda one: (one[2].decided_on, one[2].number), default=None)


def proposal_or_404(proposal_id: int) -> ProposalNow:
    """The proposal; NotFound where there is none."""
    found = db.session.get(Proposal, proposal_id)
    if found is None:
        raise NotFound("proposal", _NO_PROPOSAL)
    return _standing([found])[0]


def versions_of(proposal: Proposal) -> tuple[VersionNow, ...]:
    """The versions of one proposal."""
    return _standing([proposal])[0].versions


def version_now(version: ProposalVersion) -> VersionNow:
    """One version as it stands."""
    return version_among(versions_of(version.proposal), version.version)


def version_among(versions: Sequence[VersionNow], number: int) -> VersionNow:
    """The version of that number; NotFound where there is none."""
    for one in versions:
        if one.number == number:
            return one
    raise NotFound("version", _NO_VERSION)


def put_among(version: VersionNow, put_id: int) -> PutNow:
    """What stands of a version before one body; NotFound where it does not."""
    for one in version.puts:
        if one.put.id == put_id:
            return one
    raise NotFound("version-put", _NO_PUT)


def items_of(version_ids: Collection[int]) -> dict[int, list[ProposalItem]]:
    """By the id of a version, its actions as they were written then, in their order; one statement."""
    wanted = (
        select(ProposalItem)
        .options(joinedload(ProposalItem.action), joinedload(ProposalItem.revision))
        .where(ProposalItem.version_id.in_(version_ids))
        .order_by(ProposalItem.version_id, ProposalItem.position)
    )
    found: dict[int, list[ProposalItem]] = {}
    for item in db.session.execute(wanted).scalars():
        found.setdefault(item.version_id, []).append(item)
    return found


def listed(items: Sequence[ProposalItem]) -> list[Listed]:
    """The actions of a version, as two versions are compared."""
    return [
        Listed(
            one.action.number, f"{one.axis_code}. {one.axis_label}", one.priority, one.revision.title, one.revision.text
        )
        for one in items
    ]


def holding(action_ids: Collection[int]) -> dict[int, list[tuple[ProposalItem, ProposalNow, VersionNow]]]:
    """By the id of an action, the versions that were put to a body and hold it; five statements at any size."""
    wanted = select(ProposalItem).where(ProposalItem.action_id.in_(action_ids))
    items = list(db.session.execute(wanted).scalars())
    ids = {one.version_id for one in items}
    proposals = select(Proposal).join(ProposalVersion).where(ProposalVersion.id.in_(ids)).distinct()
    by_version = {
        version.id: (one, version)
        for one in _standing(list(db.session.execute(proposals).scalars()))
        for version in one.versions
        if version.state is not VersionState.DRAFT
    }
    found: dict[int, list[tuple[ProposalItem, ProposalNow, VersionNow]]] = {}
    for item in items:
        if item.version_id in by_version:
            found.setdefault(item.action_id, []).append((item, *by_version[item.version_id]))
    return found


def _standing(proposals: Sequence[Proposal]) -> list[ProposalNow]:
    ids = [one.id for one in proposals]
    wanted = select(ProposalVersion).where(ProposalVersion.proposal_id.in_(ids)).order_by(ProposalVersion.version)
    versions = list(db.session.execute(wanted).scalars())
    puts = _puts([one.id for one in versions])
    decided = decisions_about([one.subject for one in proposals])
    found = []
    for proposal in proposals:
        by_meeting = {one.body_meeting_id: one for one in decided.get(proposal.subject, [])}
        own = [one for one in versions if one.proposal_id == proposal.id]
        found.append(ProposalNow(proposal, tuple(_version(one, puts.get(one.id, []), by_meeting) for one in own)))
    return found


def _version(
    version: ProposalVersion, puts: Sequence[ProposalPut], by_meeting: dict[int | None, Decision]
) -> VersionNow:
    now = tuple(PutNow(one, by_meeting.get(one.meeting_id)) for one in puts)
    verdicts = [one.decision.verdict if one.decision else None for one in now]
    return VersionNow(version, now, state_of_version(verdicts, frozen=version.frozen_at is not None))


def _puts(version_ids: Collection[int]) -> dict[int, list[ProposalPut]]:
    back = aliased(ProposalPut)
    taken_back = select(back.takes_back_id).where(back.takes_back_id.is_not(None))
    wanted = (
        select(ProposalPut)
        .join(BodyMeeting, BodyMeeting.id == ProposalPut.meeting_id)
        .options(joinedload(ProposalPut.meeting).joinedload(BodyMeeting.body))
        .where(ProposalPut.event == "put", ProposalPut.id.not_in(taken_back), ProposalPut.version_id.in_(version_ids))
        .order_by(BodyMeeting.held_on, ProposalPut.id)
    )
    found: dict[int, list[ProposalPut]] = {}
    for put in db.session.execute(wanted).scalars():
        found.setdefault(put.version_id, []).append(put)
    return found
