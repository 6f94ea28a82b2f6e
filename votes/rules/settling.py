"""What the colleges of a file weigh on one question, once empty and silent ones are settled; which policies that took."""

from collections.abc import Mapping, Sequence

from foundation.kernel.sentences import N_
from votes.rules.count_data import CountFile
from votes.rules.faults import Fault, UnreadableCountFile
from votes.rules.fields import MISSING
from votes.rules.result import Policy
from votes.rules.terms import CollegeState
from votes.rules.weighting import Settlement, college_states, settle


def settlement_of(file: CountFile, expressed: Mapping[str, int]) -> Settlement:
    """The states and weights of the colleges, from how many votes each expressed on this question.

    Raises UnreadableCountFile where a policy is needed that the file does not state: it is never guessed.
    Source: loi 47-1775 art. 19 octies; clauses `empty_college` and `silent_college`.

    >>> from fractions import Fraction
    >>> from votes.rules.count_data import College
    >>> from votes.rules.terms import AbsentPolicy
    >>> third = Fraction(1) / 3
    >>> colleges = tuple(College(name, third, 4) for name in "abc")
    >>> file = CountFile("Budget", "score", (), colleges=colleges, silent_college=AbsentPolicy.EQUAL)
    >>> [str(weight) for weight in settlement_of(file, {"a": 2, "b": 4, "c": 0}).weights.values()]
    ['1/2', '1/2', '0']
    """
    entitled = {college.id: college.entitled for college in file.colleges}
    states = college_states(entitled, expressed)
    _refuse_unstated_policies(file, states)
    weights = {college.id: college.weight for college in file.colleges}
    return settle(weights, states, empty=file.empty_college, silent=file.silent_college)


def policies_used(file: CountFile, states: Mapping[str, CollegeState], tied: Sequence[str]) -> tuple[Policy, ...]:
    """The policies that a count had to use, in the order in which they apply; `tied`: colleges without a side.

    Source: loi 47-1775 art. 19 octies and rule 8: the minutes print them.

    >>> from votes.rules.terms import AbsentPolicy
    >>> file = CountFile("Budget", "score", (), silent_college=AbsentPolicy.VOID)
    >>> [str(policy) for policy in policies_used(file, {"c": CollegeState.SILENT}, [])]
    ['silent_college: void (c)']
    """
    concerned = [
        ("empty_college", file.empty_college, _in_state(states, CollegeState.EMPTY)),
        ("silent_college", file.silent_college, _in_state(states, CollegeState.SILENT)),
        ("college_tie", file.college_tie, tuple(tied)),
    ]
    return tuple(Policy(key, str(value), colleges) for key, value, colleges in concerned if colleges)


def _in_state(states: Mapping[str, CollegeState], state: CollegeState) -> tuple[str, ...]:
    return tuple(college for college, its_state in states.items() if its_state is state)


def _refuse_unstated_policies(file: CountFile, states: Mapping[str, CollegeState]) -> None:
    faults = []
    for state, policy in ((CollegeState.EMPTY, file.empty_college), (CollegeState.SILENT, file.silent_college)):
        concerned = _in_state(states, state)
        if concerned and policy is None:
            expected = N_("void, equal, proportional or heads: this concerns %(colleges)s")
            values = {"key": f"{state}_college", "colleges": ", ".join(concerned)}
            faults.append(Fault(f"$.{state}_college", MISSING, expected, values))
    if faults:
        raise UnreadableCountFile(faults)
