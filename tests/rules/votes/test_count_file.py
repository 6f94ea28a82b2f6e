"""Reading a count file: every fault has its path; nothing is guessed, nothing is taken for something else."""

from typing import Any

import pytest

from tests.factories.votes import THIRDS, as_text, college_count, plain_count
from votes.rules.count import count
from votes.rules.count_file import parse
from votes.rules.faults import UnreadableCountFile
from votes.rules.teller_table import teller_table

ROOM = {"a": (2, 1), "b": (1, 1), "c": (0, 1)}


def paths_of(text: str) -> list[str]:
    """Where the faults of a text are."""
    with pytest.raises(UnreadableCountFile) as caught:
        count(parse(text))
    for fault in caught.value.faults:
        assert len(fault.line("fr").splitlines()) == 1
        assert "%(" not in fault.line("en")
    return [fault.path for fault in caught.value.faults]


def without(document: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name != key}


@pytest.mark.parametrize(
    "text", ["", "{", "[1, 2", "\x00", '{"format"', "[" * 100_000, '{"format": ' + "9" * 5000 + "}", "nul"]
)
def test_what_is_not_json_is_one_fault(text: str) -> None:
    assert paths_of(text) == ["$"]


@pytest.mark.parametrize("text", ["[]", '"scic-count/1"', "3", "null"])
def test_a_document_that_is_no_object_is_refused(text: str) -> None:
    assert paths_of(text) == ["$"]


@pytest.mark.parametrize("key", ["format", "title", "method", "ballots"])
def test_the_four_required_keys_are_required(key: str) -> None:
    assert paths_of(as_text(without(plain_count((1,)), key))) == [f"$.{key}"]


def test_every_fault_is_told_at_once() -> None:
    document = plain_count((1,), title="", base="some", majority={"over": "3/2"}, entitled=-1, surprise=1)
    assert sorted(paths_of(as_text(document))) == ["$.base", "$.entitled", "$.majority.over", "$.surprise", "$.title"]


@pytest.mark.parametrize("where", ["weight", "majority", "count"])
def test_a_float_is_refused_wherever_it_stands(where: str) -> None:
    texts = {
        "weight": '"colleges": [{"id": "a", "weight": 0.5}], "ballots": []',
        "majority": '"majority": {"over": 5e-1}, "ballots": []',
        "count": '"ballots": [{"count": 2.0, "choice": "for"}]',
    }
    paths = {"weight": "$.colleges[0].weight", "majority": "$.majority.over", "count": "$.ballots[0].count"}
    assert paths_of('{"format": "scic-count/1", ' + texts[where] + "}") == [paths[where]]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_a_number_that_is_none_is_refused(number: str) -> None:
    assert paths_of('{"entitled": ' + number + "}") == ["$.entitled"]


def test_a_key_written_twice_is_refused() -> None:
    assert paths_of('{"title": "a", "ballots": [{"choice": "for", "choice": "against"}]}') == ["$.ballots[0].choice"]


@pytest.mark.parametrize("decimal", ["0.5", "50%", "1/0", " 1/2", "1/-2", "½", "", "½/1", True, None, [], {}])
def test_only_an_exact_fraction_is_a_weight(decimal: object) -> None:
    document = college_count(THIRDS, ROOM)
    document["colleges"][1]["weight"] = decimal
    assert "$.colleges[1].weight" in paths_of(as_text(document))


@pytest.mark.parametrize("weights", [("1/3", "1/3", "1/4"), ("1/2", "1/2", "1/10"), ("33/100", "33/100", "33/100")])
def test_weights_that_do_not_sum_to_one_are_refused(weights: tuple[str, str, str]) -> None:
    document = college_count(dict(zip("abc", weights, strict=True)), ROOM)
    assert paths_of(as_text(document)) == ["$.colleges"]


def test_the_bounds_of_the_law_are_not_checked_here() -> None:
    document = college_count({"a": "9/10", "b": "1/20", "c": "1/20"}, ROOM)
    assert parse(as_text(document)).colleges[0].id == "a"


def test_a_college_written_twice_is_refused() -> None:
    document = college_count(THIRDS, ROOM)
    document["colleges"][2]["id"] = "a"
    assert "$.colleges[2].id" in paths_of(as_text(document))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("options", [{"id": "A", "label": "A"}]),
        ("seats", 1),
        ("marks", {"min": 0, "max": 3}),
        ("approval_threshold", "1/2"),
        ("grades", ["Bien"]),
        ("default_grade", None),
        ("max_score", 5),
        ("points", {"total": 10}),
        ("budget_cents", 400000),
        ("tie_rule", "none"),
        ("tie_order", ["A"]),
        ("tie_seed", "seed"),
    ],
)
def test_a_key_that_a_resolution_has_no_use_for_is_refused_by_name(key: str, value: object) -> None:
    with pytest.raises(UnreadableCountFile) as caught:
        parse(as_text(plain_count((1,), **{key: value})))
    [fault] = caught.value.faults
    assert fault.path == f"$.{key}"
    assert key in fault.line("en")
    assert "no use" in fault.line("en")


def test_an_unknown_key_is_refused_at_every_level() -> None:
    document = college_count(THIRDS, ROOM, wheight="1/2")
    document["colleges"][0]["colour"] = "red"
    document["ballots"][0]["voter"] = "Ada"
    assert paths_of(as_text(document)) == ["$.wheight", "$.colleges[0].colour", "$.ballots[0].voter"]


@pytest.mark.parametrize("method", ["schultze", "", 3, None, ["resolution"]])
def test_an_unknown_method_is_refused(method: object) -> None:
    assert "$.method" in paths_of(as_text(plain_count((1,), method=method)))


def test_another_format_is_refused() -> None:
    assert paths_of(as_text(plain_count((1,), format="scic-count/2"))) == ["$.format"]


@pytest.mark.parametrize(
    "majority",
    ["1/2", {}, {"over": "1/2", "at_least": "1/2"}, {"above": "1/2"}, {"over": "1"}, {"at_least": "0"}, {"over": None}],
)
def test_a_majority_is_over_or_at_least_one_fraction(majority: object) -> None:
    assert paths_of(as_text(plain_count((1,), majority=majority)))[0].startswith("$.majority")


@pytest.mark.parametrize("threshold", ["1/3", "1", "0", "5/4"])
def test_a_block_threshold_is_at_least_half_and_under_one(threshold: str) -> None:
    assert paths_of(as_text(college_count(THIRDS, ROOM, block_threshold=threshold))) == ["$.block_threshold"]


@pytest.mark.parametrize("number", [-1, True, "3", None, [1]])
def test_a_count_is_a_whole_number(number: object) -> None:
    document = plain_count((), ballots=[{"count": number, "choice": "for"}])
    assert paths_of(as_text(document)) == ["$.ballots[0].count"]


def test_a_ballot_without_count_is_one_ballot() -> None:
    assert parse(as_text(plain_count((), ballots=[{"choice": "for"}]))).ballots[0].number == 1


@pytest.mark.parametrize("college", ["d", 3, None, ["a"], {}])
def test_a_ballot_of_an_unknown_college_breaks_the_file(college: object) -> None:
    document = college_count(THIRDS, ROOM)
    document["ballots"][0]["college"] = college
    assert paths_of(as_text(document)) == ["$.ballots[0].college"]


def test_a_ballot_of_no_college_breaks_a_file_with_colleges() -> None:
    document = college_count(THIRDS, ROOM)
    del document["ballots"][0]["college"]
    assert paths_of(as_text(document)) == ["$.ballots[0].college"]


def test_a_ballot_with_a_college_breaks_a_file_without_colleges() -> None:
    document = plain_count((), ballots=[{"college": "a", "choice": "for"}])
    assert paths_of(as_text(document)) == ["$.ballots[0].college"]


@pytest.mark.parametrize("item", [3, "for", None, ["for"]])
def test_a_ballot_is_an_object(item: object) -> None:
    assert paths_of(as_text(plain_count((), ballots=[item]))) == ["$.ballots[0]"]


@pytest.mark.parametrize("ballots", [None, {}, "for", 3])
def test_ballots_are_a_list(ballots: object) -> None:
    assert paths_of(as_text(plain_count((), ballots=ballots))) == ["$.ballots"]


@pytest.mark.parametrize("colleges", [{}, "a", 3, [3], [["a", "1"]], None])
def test_colleges_are_a_list_of_objects(colleges: object) -> None:
    assert paths_of(as_text(plain_count((), colleges=colleges)))[0].startswith("$.colleges")


def test_more_ballots_than_people_entitled_is_never_counted() -> None:
    assert paths_of(as_text(plain_count((3, 2), entitled=4))) == ["$.ballots"]
    stuffed = college_count(THIRDS, ROOM, entitled={"a": 2, "b": 9, "c": 9})
    assert paths_of(as_text(stuffed)) == ["$.colleges[0].entitled"]


def test_a_ballot_in_an_empty_college_is_never_counted() -> None:
    assert paths_of(as_text(college_count(THIRDS, ROOM, entitled={"c": 0}))) == ["$.colleges[2].entitled"]


def test_more_people_present_than_entitled_is_refused() -> None:
    assert paths_of(as_text(plain_count((1,), entitled=4, present=5))) == ["$.present"]
    document = college_count(THIRDS, ROOM)
    document["colleges"][0] |= {"entitled": 4, "present": 5}
    assert paths_of(as_text(document)) == ["$.colleges[0].present"]


@pytest.mark.parametrize(("base", "key"), [("all", "entitled"), ("entitled", "entitled"), ("present", "present")])
def test_a_base_needs_its_number(base: str, key: str) -> None:
    assert paths_of(as_text(plain_count((1,), base=base))) == [f"$.{key}"]


@pytest.mark.parametrize("base", ["present", "entitled"])
def test_with_colleges_a_head_count_is_no_base(base: str) -> None:
    assert paths_of(as_text(college_count(THIRDS, ROOM, base=base))) == ["$.base"]
    three_alive = college_count(THIRDS, ROOM, base=base, silent_college="heads")
    assert paths_of(as_text(three_alive)) == ["$.base"]


@pytest.mark.parametrize(
    ("key", "votes", "changes"),
    [
        ("silent_college", {"a": (1,), "b": (1,)}, {}),
        ("empty_college", {"a": (1,), "b": (1,)}, {"entitled": {"c": 0}}),
        ("college_tie", {"a": (1,), "b": (1,), "c": (1, 1)}, {"carry": "block"}),
        ("abstention", {"a": (1,), "b": (1,), "c": (1, 1, 1)}, {}),
        ("carry", ROOM, {}),
    ],
)
def test_a_policy_that_the_count_needs_is_never_guessed(key: str, votes: Any, changes: dict[str, Any]) -> None:
    document = without(college_count(THIRDS, votes, **changes), key)
    assert paths_of(as_text(document)) == [f"$.{key}"]


def test_what_is_written_reads_back_the_same() -> None:
    document = college_count(THIRDS, ROOM, entitled={"a": 5, "b": 4, "c": 3}, block_threshold="3/5")
    file = parse(as_text(document))
    assert parse(file.as_text()) == file
    plain = parse(as_text(plain_count((3, 2, 1, 1, 1), entitled=9, present=8)))
    assert parse(plain.as_text()) == plain


@pytest.mark.parametrize("number", ["1" + "0" * 12 + "1", "9" * 4300])
def test_a_number_of_ballots_or_people_is_of_this_world(number: str) -> None:
    """Two numbers of 4300 digits are read, and their sum could not be printed."""
    text = as_text(plain_count((1,)))[:-1] + f', "present": {number}}}'
    assert paths_of(text.replace('"ballots": [', '"ballots": [{"count": ' + number + ', "choice": "for"}, ')) == [
        "$.ballots[0].count",
        "$.present",
    ]


def test_a_thousand_colleges_are_no_assembly() -> None:
    document = college_count(THIRDS, ROOM)
    document["colleges"] = [{"id": f"c{rank}", "weight": f"1/{10**11 + rank}"} for rank in range(1000)]
    assert "$.colleges" in paths_of(as_text(document))


def test_half_a_character_is_refused_since_nobody_could_print_it() -> None:
    assert paths_of(as_text(plain_count((1,))).replace('"choice": "for"', '"choice": "\\udc00"')) == ["$"]


def test_a_whole_character_written_in_two_halves_is_read() -> None:
    assert parse(as_text(plain_count((1,))).replace('"title": "', '"title": "\\ud83d\\ude00 ')).title.startswith("😀")


def test_a_college_cannot_write_another_line_in_the_table() -> None:
    text = as_text(college_count(THIRDS, ROOM)).replace('"a"', '"a\\nADOPTÉE"')
    assert paths_of(text) == ["$.colleges[0].id"]


def test_a_title_cannot_write_another_line_in_the_table() -> None:
    file = parse(as_text(plain_count((1,), title="Une\nADOPTÉE\u001b[2J")))
    assert teller_table(file.title, count(file), "fr").splitlines()[0] == "Une ADOPTÉE [2J"
