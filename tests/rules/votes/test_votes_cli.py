"""`scic votes count`: no database, no settings, one line a fault, JSON alone on standard output."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.factories.votes import EXAMPLES, THIRDS, as_text, college_count, plain_count
from votes.cli import votes

EXAMPLE = EXAMPLES / "e1_proportional_ordinary.json"


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(votes, ["count", *arguments], input=stdin)


def test_the_table_can_be_read_aloud() -> None:
    outcome = run(str(EXAMPLES / "e3_equal_expressed.json"), "--lang", "en")
    assert outcome.exit_code == 0
    assert outcome.stderr == ""
    lines = outcome.stdout.splitlines()
    assert lines[-1] == "ADOPTED"
    assert "A weighs 1/2 on this question instead of 2/5." in outcome.stdout
    assert [line.split()[:2] for line in lines if line.startswith(("A ", "B ", "C "))] == [
        ["A", "2/5"],
        ["B", "3/10"],
        ["C", "3/10"],
    ]


def test_json_alone_is_on_standard_output() -> None:
    outcome = run(str(EXAMPLE), "--json")
    assert json.loads(outcome.stdout)["format"] == "scic-result/1"
    assert outcome.stderr == ""


def test_sentences_are_in_the_language_asked_for() -> None:
    french, english = (json.loads(run(str(EXAMPLE), "--json", "--lang", lang).stdout) for lang in ("fr", "en"))
    assert {key: value for key, value in french.items() if key != "reasons"} == {
        key: value for key, value in english.items() if key != "reasons"
    }
    assert "more than 1/2 was needed" in " ".join(english["reasons"])


def test_a_faulty_file_has_one_line_a_fault_on_standard_error(tmp_path: Path) -> None:
    path = tmp_path / "faulty.json"
    path.write_text(as_text(plain_count((1,), surprise=1, base="some")), encoding="utf-8")
    outcome = run(str(path), "--json")
    assert outcome.exit_code == 2
    assert outcome.stdout == ""
    assert [line.split(" ")[0] for line in outcome.stderr.splitlines()] == ["$.surprise", "$.base"]


def test_a_policy_missed_while_counting_is_a_fault_too(tmp_path: Path) -> None:
    document = college_count(THIRDS, {"a": (1,), "b": (1,)})
    del document["silent_college"]
    path = tmp_path / "silent.json"
    path.write_text(as_text(document), encoding="utf-8")
    outcome = run(str(path))
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith("$.silent_college")


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path, name: str) -> None:
    outcome = run(str(tmp_path / name))
    assert outcome.exit_code == 2
    assert len(outcome.stderr.splitlines()) == 1
    assert str(tmp_path) not in outcome.stderr


def test_a_text_in_another_encoding_is_refused() -> None:
    outcome = run("-", stdin=as_text(plain_count((1,), title="Été")).encode("latin-1"))
    assert outcome.exit_code == 2
    assert len(outcome.stderr.splitlines()) == 1


def test_standard_input_and_a_byte_order_mark_are_read() -> None:
    assert run("-", stdin=b"\xef\xbb\xbf" + EXAMPLE.read_bytes()).exit_code == 0


def test_invalid_ballots_are_listed_for_the_teller() -> None:
    document = plain_count((), ballots=[{"count": 2, "choice": "perhaps"}, {"choice": "for"}])
    outcome = run("-", "--lang", "en", stdin=as_text(document).encode())
    assert outcome.exit_code == 0
    assert 'ballots[0], 2 times: "perhaps"' in outcome.stdout


def test_a_recount_loads_neither_the_web_nor_the_database() -> None:
    code = (
        "import sys; from votes.cli import votes; "
        f"votes(['count', {str(EXAMPLE)!r}], standalone_mode=False); "
        "assert not {'flask', 'sqlalchemy', 'wtforms'} & set(sys.modules), 'loaded'"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
