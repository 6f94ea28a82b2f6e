"""A count file changed anywhere: it is counted, or refused with exit 2 and one line a fault, each with its path."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from tests.factories.votes import EXAMPLES
from votes.cli import votes

FILES = sorted([*(EXAMPLES / "contests").glob("*.json"), EXAMPLES / "e3_equal_expressed.json"])
ODD = st.sampled_from(
    [None, True, -1, 0, 10**13, "", "1/2", "0.5", "é", [], {}, [[]], {"A": -1}, ["A", "A"], "blank", "\n"]
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where anything stands in a document."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path] * bool(path) + [place for key, one in inside for place in places(one, (*path, key))]


def counted(text: bytes) -> tuple[int, str, str]:
    outcome = CliRunner().invoke(votes, ["count", "-", "--json", "--lang", "en"], input=text)
    assert outcome.exception is None or isinstance(outcome.exception, SystemExit), outcome.exception
    return outcome.exit_code, outcome.stdout, outcome.stderr


def check(text: bytes) -> None:
    code, out, err = counted(text)
    if code == 0:
        assert json.loads(out)["format"] == "scic-result/1"
        return
    assert (code, out) == (2, "")
    assert err.splitlines()
    assert all(line.startswith("$") for line in err.splitlines()), err


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
@given(data=st.data())
def test_one_place_of_a_good_file_is_changed(path: Path, data: st.DataObject) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    changed = copy.deepcopy(document)
    *above, last = data.draw(st.sampled_from(places(document)))
    inside = changed
    for key in above:
        inside = inside[key]
    act = data.draw(st.sampled_from(["other", "gone", "twice"]))
    if act == "gone":
        del inside[last]
    elif act == "twice" and isinstance(inside, list):
        inside.append(copy.deepcopy(inside[last]))
    else:
        inside[last] = data.draw(ODD)
    check(json.dumps(changed).encode())


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
@given(cut=st.integers(0, 4000), byte=st.binary(max_size=3))
@example(cut=4, byte=b"\\")  # \f of "format": a page break inside a key
def test_a_good_file_is_torn_or_dirtied(path: Path, cut: int, byte: bytes) -> None:
    good = path.read_bytes()
    check(good[: cut % len(good)] + byte)
    check(good[: cut % len(good)] + byte + good[cut % len(good) :])
