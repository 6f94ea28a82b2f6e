"""`scic statutes adopt` and `show`, on a database of their own."""

from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from foundation.kernel import audit
from scic.cli import main
from statutes.queries import all_versions
from statutes.rules.parse import parse
from tests.factories.statutes import EXAMPLES, GONE, example, text_with


@pytest.fixture
def scic(own_app):
    class Door:
        @contextmanager
        def application(self):
            with own_app.app_context():
                yield own_app

    def run(*words):
        return CliRunner().invoke(main, ["statutes", *words], obj=Door())

    return run


def file_of(tmp_path, text):
    path = tmp_path / "statuts.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_what_was_adopted_is_shown(scic, own_app):
    assert scic("adopt", str(EXAMPLES / "pole.toml")).exit_code == 0
    shown = scic("show", "--on", "2026-06-01")
    assert shown.exit_code == 0
    assert parse(shown.stdout) == parse(example())
    with own_app.app_context():
        (version,) = all_versions()
        assert audit.history(f"statutes:{version.id}")


def test_the_law_is_shown_where_the_statutes_are_silent(scic):
    scic("adopt", str(EXAMPLES / "sa.toml"))
    assert "notice_days = 15 # (law)" in scic("show").stdout


def test_adopting_twice_says_that_nothing_changed(scic):
    path = str(EXAMPLES / "pole.toml")
    first, second = scic("adopt", path, "--lang", "en"), scic("adopt", path, "--lang", "en")
    assert first.stderr.startswith("Recorded: the statutes of Pôle ESS")
    assert (second.exit_code, second.stderr.startswith("Nothing changed")) == (0, True)


def test_a_blocking_finding_prevents_adoption_with_1(scic, tmp_path):
    result = scic("adopt", file_of(tmp_path, text_with({"bodies[0].term_years": 9})))
    assert result.exit_code == 1
    assert result.stdout.startswith("rule 38 · blocks · bodies[0].term_years · ")


def test_a_date_already_used_is_refused_with_1(scic, tmp_path):
    scic("adopt", str(EXAMPLES / "pole.toml"))
    result = scic("adopt", file_of(tmp_path, text_with({"adopted_by": GONE})), "--lang", "en")
    assert result.exit_code == 1
    assert "a version is never changed" in result.stderr


def test_an_unreadable_file_is_refused_with_2(scic, tmp_path):
    result = scic("adopt", file_of(tmp_path, "name = 3"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "legal_form · " in result.stderr


def test_a_missing_file_is_refused_with_2(scic):
    assert scic("adopt", "nulle-part.toml").exit_code == 2


def test_showing_before_the_first_version_cannot_run_and_says_what_to_do(scic):
    result = scic("show", "--on", "1999-01-01", "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "1 January 1999" in result.stderr
