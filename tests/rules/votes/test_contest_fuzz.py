"""Whatever stands in a file of a contest: it is counted, or refused with a path; the command never breaks down."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.contests import college_contest
from tests.factories.votes import as_text
from votes.rules.contest_result import ContestResult
from votes.rules.count import count
from votes.rules.count_file import parse
from votes.rules.faults import UnreadableCountFile
from votes.rules.method_keys import KNOWN_KEYS
from votes.rules.methods.registry import CONTESTS
from votes.rules.teller_contest import contest_table

IDS = ("A", "B", "C")
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 10**13)
    | st.sampled_from([*IDS, "x", "1/2", "0", "blank", "order", "lot", "block", "\u001b[2J", ""]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*IDS, "min", "max", "total", "id"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@st.composite
def files(draw: st.DrawFn, method: str) -> dict[str, Any]:
    """A file of which some keys hold anything."""
    choices = draw(st.lists(st.tuples(st.integers(0, 4), ANYTHING), max_size=5))
    document = college_contest(method, IDS, {"x": ("1/2", choices), "y": ("1/2", choices[:2])})
    document |= draw(st.dictionaries(st.sampled_from(sorted(KNOWN_KEYS - {"method", "format"})), ANYTHING, max_size=2))
    return document


def check_faults(refused: UnreadableCountFile) -> None:
    """Each has a path and says in one line what was expected."""
    assert refused.faults
    assert all(fault.path.startswith("$") and fault.line("fr") for fault in refused.faults)


@pytest.mark.parametrize("method", sorted(CONTESTS))
@given(st.data())
def test_a_file_is_counted_or_refused_with_a_path(method: str, data: st.DataObject) -> None:
    document = data.draw(files(method))
    try:
        file = parse(as_text(document))
        result = count(file)
    except UnreadableCountFile as refused:
        check_faults(refused)
        return
    assert isinstance(result, ContestResult)
    assert result.boxed.ballots == sum(line["count"] for line in document["ballots"])
    assert json.loads(result.as_text("fr"))["method"] == method
    assert file.contest is not None
    text = contest_table(file.title, result, file.contest, "fr")
    assert "\u001b" not in text
    assert parse(file.as_text()) == file


def test_what_is_said_of_weights_without_colleges_is_left_out_of_the_file_that_is_written_again():
    document = college_contest("points", IDS, {}) | {"colleges": [], "carry": "proportional", "empty_college": "void"}
    file = parse(as_text(document))
    assert (file.carry, file.empty_college) == (None, None)
    assert parse(file.as_text()) == file
