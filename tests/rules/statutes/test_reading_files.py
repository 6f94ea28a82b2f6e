"""Reading: every unknown key, wrong type or missing key is named with its path, in one reading."""

import string

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from foundation.kernel.sentences import sentence
from statutes.rules.check import check
from statutes.rules.faults import UnreadableStatutes
from statutes.rules.parse import LONGEST_FILE, parse
from statutes.rules.tree import Statutes
from tests.factories.statutes import GONE, example, text_with


def faults_of(text):
    with pytest.raises(UnreadableStatutes) as caught:
        parse(text)
    return [(fault.path, sentence("en", fault.message, fault.values)) for fault in caught.value.faults]


def paths_of(text):
    return [path for path, _said in faults_of(text)]


@pytest.mark.parametrize(
    "path", ["format", "name", "legal_form", "effective_on", "year_end", "shares.nominal_cents", "categories"]
)
def test_a_missing_required_key_is_named(path):
    assert paths_of(text_with({path: GONE})) == [path]


def test_without_any_shares_table_the_nominal_value_is_named():
    assert paths_of(text_with({"shares": GONE})) == ["shares.nominal_cents"]


def test_at_least_one_category_is_required():
    assert paths_of(text_with({"categories": []})) == ["categories"]


OPTIONAL = [
    "adopted_by", "one_vote_per_college", "company", "voting", "colleges", "assemblies", "assemblies.ordinary", "proxies",
    "remote", "admission", "exclusion", "bodies", "surplus", "secret_ballots", "voting.carry", "colleges[0].name",
    "categories[0].name", "categories[0].kind", "remote.electronic_cutoff.time", "bodies[0].seats.max",
]  # fmt: skip


@pytest.mark.parametrize("path", OPTIONAL)
def test_every_other_key_may_be_left_out(path):
    assert isinstance(parse(text_with({path: GONE})), Statutes)


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("colleges[3].weigth", "weight"),
        ("votting", "voting"),
        ("voting.silent_colege", "silent_college"),
        ("assemblies.ordinary.majority.at_last", "at_least"),
        ("bodies[0].seats.maxi", "max"),
    ],
)
def test_an_unknown_key_is_refused_with_the_likely_one(path, near):
    ((where, said),) = faults_of(text_with({path: "x"}))
    assert where == path
    assert near in said


def test_all_faults_are_named_at_once():
    changes = {"colleges[3].weight": 5, "year_end": "12-32", "shares.nominal_cents": "20", "foo": 1}
    assert sorted(paths_of(text_with(changes))) == ["colleges[3].weight", "foo", "shares.nominal_cents", "year_end"]


@pytest.mark.parametrize(
    "value", [0.2, 1, True, "0.2", "1/0", "-1/5", "20 %", "", " 1/5", "1/5/2", "none", [], "9" * 50]
)
def test_a_weight_is_a_fraction_written_as_text(value):
    assert paths_of(text_with({"colleges[0].weight": value})) == ["colleges[0].weight"]


def test_a_float_is_refused_with_the_way_to_write_it():
    ((_path, said),) = faults_of(text_with({"colleges[0].weight": 0.4}))
    assert '"1/3"' in said


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("shares.nominal_cents", True),
        ("shares.nominal_cents", 20.0),
        ("shares.nominal_cents", 0),
        ("shares.nominal_cents", -5),
        ("shares.nominal_cents", 10**30),
        ("effective_on", "2026-01-01"),
        ("year_end", "02-30"),
        ("year_end", "31-12"),
        ("voting.colleges", "true"),
        ("voting.carry", "blocks"),
        ("voting.silent_college", "merge"),
        ("legal_form", "SCOP"),
        ("format", "scic-statutes/2"),
        ("name", ""),
        ("name", "a\u0000b"),
        ("colleges", {}),
        ("colleges[0]", "x"),
        ("assemblies.ordinary.majority", {}),
        ("assemblies.ordinary.majority", {"over": "1/2", "at_least": "1/2"}),
        ("assemblies.ordinary.majority", "1/2"),
        ("assemblies.ordinary.quorum_first", "5/4"),
        ("remote.electronic_cutoff.time", "25:00"),
        ("remote.channels", ["pigeon"]),
        ("categories[0].min_shares_steps", [{"shares": 1}]),
        ("shares.max_share_of_capital", {"amis": "1/2"}),
    ],
)
def test_a_wrong_type_is_named(path, value):
    text = text_with({path: value})
    assert all(where.startswith(path) for where in paths_of(text))


def test_an_effective_date_has_no_time():
    text = example().replace("effective_on = 2024-01-01", "effective_on = 2024-01-01T10:00:00")
    assert paths_of(text) == ["effective_on"]


def test_an_identifier_used_twice_is_named_where_it_comes_back():
    assert paths_of(text_with({"colleges[3].id": "salaries"})) == ["colleges[3].id"]


def test_a_syntax_error_is_one_sentence_with_its_line():
    ((path, said),) = faults_of('format = "scic-statutes/1"\nname = \n')
    assert path == ""
    assert said.startswith("Line 2, column 8")


@pytest.mark.parametrize(
    "text",
    [
        b"\xff\xfe",
        "a = [" * 5000,
        "a." * 5000 + "b = 1",
        "x = " + "9" * 5000,
        'name = "open',
        "name = 1\nname = 2",
        "[a]\n[a]",
        "d = 2026-02-30",
        "",
        "#" * (LONGEST_FILE + 1),
    ],
)
def test_what_is_not_toml_is_a_sentence_never_a_traceback(text):
    assert faults_of(text)


def test_a_file_saved_with_a_byte_order_mark_is_read():
    assert parse(b"\xef\xbb\xbf" + example().encode()) == parse(example())


def judged(text):
    """The sentences of a file, faults or findings: all of them can be said in French."""
    try:
        return [finding.line("fr") for finding in check(parse(text))]
    except UnreadableStatutes as error:
        return [sentence("fr", fault.message, fault.values) for fault in error.faults] or [""]


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(string.printable, max_size=6)
    | st.dates()
    | st.sampled_from(["1/3", "none", "merge", "block", "1/2", "0", "salaries"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "over", "min"]), inner, max_size=2)
    ),
    max_leaves=3,
)


def paths_in(data, path=""):
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        where = f"{path}[{key}]" if isinstance(key, int) else f"{path}.{key}".lstrip(".")
        yield where
        yield from paths_in(value, where)


PATHS = sorted({path for name in ("pole", "sa", "sarl") for path in paths_in(tomlkit.parse(example(name)).unwrap())})


@given(of=st.sampled_from(["pole", "sa", "sarl"]), changes=st.dictionaries(st.sampled_from(PATHS), ODD, max_size=3))
def test_a_random_change_gives_faults_or_findings_never_a_traceback(of, changes):
    try:
        text = text_with({path: GONE if value is None else value for path, value in changes.items()}, of=of)
    except (KeyError, IndexError, TypeError, AttributeError, ValueError):
        return
    assert all(judged(text))


@given(st.text(max_size=60) | st.binary(max_size=60))
def test_any_text_is_read_or_refused(text):
    with pytest.raises(UnreadableStatutes):
        parse(text)


@given(place=st.integers(0, len(example()) - 1), letter=st.sampled_from('"=[]{}#.,\n\\'))
def test_one_letter_changed_anywhere_is_never_a_traceback(place, letter):
    text = example()
    assert all(judged(text[:place] + letter + text[place + 1 :]))
