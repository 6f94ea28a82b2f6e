"""Any story of a request to join: one decision, an effect after it only, steps undone in the reverse of their order."""

from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from foundation.kernel.errors import Refused, StateMoved
from membership.rules.applications import (
    ApplicationEvent,
    ApplicationState,
    check_next,
    check_undone,
    state_after,
    story,
)

FINAL = (ApplicationState.EFFECTIVE, ApplicationState.REFUSED, ApplicationState.WITHDRAWN)


@dataclass(frozen=True)
class Step:
    id: int
    event: str
    reverses_id: int | None = None


class Requests(RuleBasedStateMachine):
    """Tries every step in every order, beside a stack of the states gone through."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: list[Step] = []
        self.states: list[ApplicationState | None] = [None]

    @rule(event=st.sampled_from(list(ApplicationEvent)))
    def step(self, event: ApplicationEvent) -> None:
        before = self.states[-1]
        try:
            check_next(before, event)
        except (Refused, StateMoved):
            assert before != ApplicationState.OPEN or event in (ApplicationEvent.EFFECTIVE, ApplicationEvent.SUBMITTED)
            return
        assert before not in FINAL
        if event is ApplicationEvent.EFFECTIVE:
            assert before is ApplicationState.ACCEPTED
        self.facts.append(Step(len(self.facts), event))
        self.states.append(state_after(self.facts))

    @precondition(lambda self: self.facts)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        fact = data.draw(st.sampled_from([one for one in self.facts if one.reverses_id is None]))
        try:
            check_undone(self.facts, fact)
        except Refused:
            return
        assert fact == story(self.facts)[-1]
        self.facts.append(Step(len(self.facts), fact.event, fact.id))
        self.states.pop()

    @invariant()
    def the_state_is_that_of_the_steps_that_stand(self) -> None:
        assert state_after(self.facts) == self.states[-1]

    @invariant()
    def there_is_one_decision_and_one_effect_at_most(self) -> None:
        events = [one.event for one in story(self.facts)]
        decisions = [one for one in events if one in (ApplicationEvent.ACCEPTED, ApplicationEvent.REFUSED)]
        assert len(decisions) <= 1 and events.count(ApplicationEvent.EFFECTIVE) <= 1


TestRequests = Requests.TestCase
