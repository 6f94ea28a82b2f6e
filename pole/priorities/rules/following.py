"""From a result to a plan: which actions it keeps, and what states a decision may give to the actions of its list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from governance.rules.bodies import Verdict, require_motives
from pole.programme.rules.states import FOLLOWS, ActionState, is_over

VERDICTS: dict[Verdict, str] = {
    Verdict.VALIDATED: N_("Takes the result as it stands"),
    Verdict.AMENDED: N_("Changes it: the plan differs from the result, the motives say why"),
    Verdict.REFUSED: N_("Refuses it: no action changes state"),
}
_NOTHING = N_("No action changes state: choose those that the plan takes on, or say that the body refuses the result.")
_REFUSED_CHANGES = N_("A result that is refused changes no action: leave every action as it is.")
_STATE = N_(
    "The action no. %(number)s may not take this state any more: it changed meanwhile. Look at it and choose again."
)


@dataclass(frozen=True)
class PlanDraft:
    """What a body decided of a result, on which day. `states`: by the number of an action, the state that it takes."""

    body_id: int
    on: date
    verdict: Verdict
    motives: str
    text: str
    states: Mapping[int, ActionState]


def choices_from(state: ActionState) -> tuple[ActionState, ...]:
    """The states that a plan may give to an action, in the order of its life; none once it was merged.

    >>> [one.value for one in choices_from(ActionState.PROPOSED)]
    ['planned', 'under_way', 'stopped']
    """
    return tuple(one for one in ActionState if one in FOLLOWS[state])


def usual_choice(state: ActionState, *, kept: bool) -> ActionState | None:
    """What is proposed to who writes the plan: an action that the vote keeps and that waits is planned, the rest is left.

    >>> usual_choice(ActionState.PROPOSED, kept=True).value, usual_choice(ActionState.PROPOSED, kept=False)
    ('planned', None)
    >>> usual_choice(ActionState.DONE, kept=True) is None
    True
    """
    waits = state is ActionState.PROPOSED or (is_over(state) and ActionState.PLANNED in FOLLOWS[state])
    return ActionState.PLANNED if kept and waits else None


def check_plan(draft: PlanDraft, before: Mapping[int, ActionState]) -> None:
    """Refused where a decision says nothing, lacks its motives, or gives a state that may not follow. `before`: by number.

    >>> draft = PlanDraft(1, date(2026, 3, 2), Verdict.VALIDATED, "", "", {12: ActionState.PLANNED})
    >>> check_plan(draft, {12: ActionState.PROPOSED})
    """
    require_motives(draft.verdict, draft.motives)
    if draft.verdict is Verdict.REFUSED:
        if draft.states:
            raise Refused("plan-refused", _REFUSED_CHANGES)
        return
    if not draft.states:
        raise Refused("plan-empty", _NOTHING)
    for number, state in draft.states.items():
        if number not in before or state not in FOLLOWS[before[number]]:
            raise Refused("plan-state", _STATE, number=number)
