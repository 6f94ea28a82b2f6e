"""`scic statutes check`: no database, no settings, under a second; 0, 1 or 2."""

import json
import os
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from statutes.cli import statutes
from tests.factories.statutes import GONE, example, text_with


@pytest.fixture
def run(tmp_path):
    def run_check(text, *options):
        file = tmp_path / "statuts.toml"
        file.write_text(text, encoding="utf-8")
        return CliRunner().invoke(statutes, ["check", str(file), *options])

    return run_check


def test_lawful_statutes_exit_0_and_say_nothing(run):
    result = run(example())
    assert (result.exit_code, result.output) == (0, "")


def test_a_warning_exits_0(run):
    result = run(text_with({"voting.base": GONE}))
    assert result.exit_code == 0
    assert result.stdout.startswith("rule 8 · warns · voting.base · ")


def test_a_blocking_finding_exits_1_on_one_line(run):
    result = run(text_with({"colleges[3].weight": "5/100", "colleges[4].weight": "4/20"}), "--lang", "en")
    assert result.exit_code == 1
    assert result.stdout == (
        "rule 6 · blocks · colleges[3].weight · 5/100 is under the legal minimum of 1/10 · loi 47-1775 art. 19 octies\n"
    )


def test_json_is_one_list_with_english_keys(run):
    result = run(text_with({"colleges[3].weight": "5/100", "colleges[4].weight": "4/20"}), "--json", "--lang", "en")
    assert json.loads(result.stdout) == [
        {
            "rule": 6,
            "severity": "blocks",
            "where": "colleges[3].weight",
            "found": "5/100",
            "expected": "1/10",
            "source": "loi 47-1775 art. 19 octies",
            "sentence": "5/100 is under the legal minimum of 1/10",
        }
    ]


def test_lawful_statutes_are_an_empty_json_list(run):
    assert json.loads(run(example(), "--json").stdout) == []


def test_an_unreadable_file_exits_2_with_one_line_a_fault(run):
    result = run(text_with({"colleges[3].weigth": "1/10", "year_end": "13-01"}), "--lang", "en")
    assert result.exit_code == 2
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert [line.split(" · ")[0] for line in lines] == ["year_end", "colleges[3].weigth"]
    assert "weight" in result.stderr


def test_an_unreadable_file_is_still_one_json_document(run):
    told = json.loads(run(text_with({"foo": 1}), "--json").stdout)
    assert [(one["where"], one["severity"], one["rule"]) for one in told] == [("foo", "unreadable", None)]


def test_a_file_that_is_not_there_exits_2():
    result = CliRunner().invoke(statutes, ["check", "nulle-part.toml"])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_check_starts_at_once_and_loads_neither_flask_nor_a_database(tmp_path):
    file = tmp_path / "statuts.toml"
    file.write_text(example(), encoding="utf-8")
    code = (
        "import sys\nfrom scic.cli import main\n"
        "try:\n    main(['statutes', 'check', sys.argv[1]])\n"
        "except SystemExit as end:\n"
        "    assert not {'flask', 'sqlalchemy'} & set(sys.modules), 'heavy'\n    raise\n"
    )
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert time.perf_counter() - begun < 5
