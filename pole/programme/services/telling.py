"""Tell who follows an action, a proposal or an idea that it moved: one mail, where to read on."""

from datetime import datetime

from sqlalchemy import select

from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from governance.services.following import News, tell_followers
from pole.programme.models import Action, ActionFact, Contribution, ContributionFact, ProposalItem, ProposalVersion
from pole.programme.queries.actions import last_revision
from pole.programme.rules.events import Event
from pole.programme.rules.states import ActionState

_STATES = {
    ActionState.PROPOSED: N_("Proposed again"),
    ActionState.PLANNED: N_("Now planned"),
    ActionState.UNDER_WAY: N_("Now under way"),
    ActionState.DONE: N_("Now completed"),
    ActionState.STOPPED: N_("Now stopped"),
}
_KINDS = {
    "merged": N_("Merged into another action"),
    "evidence": N_("Something shows that it advances"),
}
_FATES = {
    "behind": N_("Your contribution stands behind an action"),
    "merged": N_("Your contribution was joined to another"),
    "set_aside": N_("Your contribution was set aside"),
}
PUT = N_("Put to a body")
DECIDED = N_("A body decided on it")


def tell_of_action(action: Action, fact: ActionFact, *, actor: Actor, at: datetime) -> None:
    """A change of state, a merge or a piece of evidence, to who follows the action or a proposal that holds it."""
    what = _STATES[ActionState(fact.details["state"])] if fact.kind == "state" else _KINDS[fact.kind]
    path = f"/programme/actions/{action.number}"
    news = News(last_revision(action).title, what, fact.text, path, f"action-fact-{fact.id}")
    subjects = {action.subject, *_proposals_of(action)}
    tell_followers(subjects, news, event=Event.ACTION_MOVED, actor=actor, at=at)


def tell_of_contribution(contribution: Contribution, fact: ContributionFact, *, actor: Actor, at: datetime) -> None:
    """What became of a contribution, to who gave it."""
    path = f"/programme/contributions/{contribution.number}"
    news = News(contribution.title, _FATES[fact.kind], fact.text, path, f"contribution-fact-{fact.id}")
    tell_followers({contribution.subject}, news, event=Event.CONTRIBUTION_BEHIND, actor=actor, at=at)


def tell_of_version(version: ProposalVersion, what: str, text: str, key: str, *, actor: Actor, at: datetime) -> None:
    """A version was put to a body or decided on (PUT, DECIDED), to who follows its proposal."""
    proposal = version.proposal
    path = f"/programme/propositions/{proposal.id}/versions/{version.version}"
    news = News(f"{proposal.title} (V{version.version})", what, text, path, key)
    tell_followers({proposal.subject}, news, event=Event.VERSION_DECIDED, actor=actor, at=at)


def _proposals_of(action: Action) -> set[str]:
    held = select(ProposalVersion.proposal_id).join(ProposalItem, ProposalItem.version_id == ProposalVersion.id)
    wanted = held.where(ProposalItem.action_id == action.id, ProposalVersion.frozen_at.is_not(None)).distinct()
    return {f"proposal:{one}" for one in db.session.execute(wanted).scalars()}
