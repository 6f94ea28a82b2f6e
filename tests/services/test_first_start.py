"""A real cooperative starts with `scic init`; the demo loads only into an empty base; the commands answer as they must."""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from foundation.kernel.sentences import sentence
from scic import run_cli
from scic.cli import main
from scic.db_cli import UP_TO_DATE, newest_revision
from scic.running import hold

ROOT = Path(__file__).parents[2]
LOGO = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def scic(tmp_path, *words, **environment):
    """Run the command in a process of its own, as a person does."""
    ours = {"SCIC_MODE": "demo", "SCIC_VAR": str(tmp_path / "var"), "PYTHONPATH": str(ROOT)}
    surroundings = {**os.environ, **ours, **environment}
    return subprocess.run(
        [sys.executable, "-m", "scic", *words],
        capture_output=True, text=True, cwd=tmp_path, env=surroundings, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture
def place(tmp_path, own_app):
    """A folder, and the command line in front of an empty migrated database of the engine under test."""

    class Front:
        @contextmanager
        def application(self):
            with own_app.app_context():
                yield own_app

    def run(*words):
        return CliRunner().invoke(main, [str(word) for word in words], obj=run.front)

    run.front = Front()
    run.folder = tmp_path
    return run


def init(run, *more):
    return run(
        "init",
        "--name",
        "Coopérative du Vallon",
        "--admin-email",
        "ada@vallon.example",
        "--admin-name",
        "Ada Brume",
        *more,
    )


def test_init_makes_the_administrator_the_name_the_logo_and_the_statutes(place):
    logo = place.folder / "logo.png"
    logo.write_bytes(LOGO)
    statutes = ROOT / "statutes" / "examples" / "pole.toml"
    done = init(place, "--logo", str(logo), "--statutes", str(statutes), "--smtp-host", "smtp.vallon.example")
    assert done.exit_code == 0, done.stderr
    assert (
        "administrator" in place("accounts", "list").stdout or "ada@vallon.example" in place("accounts", "list").stdout
    )
    assert 'legal_form = "SAS"' in place("statutes", "show").stdout
    assert place("verify").exit_code == 0


def test_init_never_touches_a_base_that_has_accounts(place):
    assert init(place).exit_code == 0
    again = init(place)
    assert again.exit_code == 2
    assert again.stderr.strip()
    assert "Traceback" not in again.stderr


def test_a_logo_that_is_no_picture_starts_nothing(place):
    fake = place.folder / "logo.png"
    fake.write_text("<script>alert(1)</script>")
    assert init(place, "--logo", str(fake)).exit_code == 2
    assert place("accounts", "list").stdout.strip() == ""


def test_statutes_that_break_the_law_start_nothing(place):
    text = (ROOT / "statutes" / "examples" / "pole.toml").read_text(encoding="utf-8")
    broken = place.folder / "statutes.toml"
    broken.write_text(text.replace('weight = "1/10"', 'weight = "1/20"').replace('weight = "2/5"', 'weight = "9/20"'))
    refused = init(place, "--statutes", str(broken))
    assert refused.exit_code == 2
    assert "Traceback" not in refused.stderr
    assert place("accounts", "list").stdout.strip() == ""


def test_the_demo_does_not_load_over_a_real_cooperative(place):
    assert init(place).exit_code == 0
    refused = place("demo", "load")
    assert refused.exit_code == 2
    assert "--fresh" in refused.stderr


@pytest.mark.verify
def test_a_fresh_demo_puts_the_old_file_aside_and_everything_holds(tmp_path):
    assert scic(tmp_path, "db", "check").returncode == 1
    assert scic(tmp_path, "demo", "load").returncode == 0
    assert scic(tmp_path, "db", "check").returncode == 0
    assert scic(tmp_path, "demo", "load").returncode == 2
    assert scic(tmp_path, "demo", "load", "--fresh").returncode == 0
    assert list((tmp_path / "var").glob("scic.sqlite.*-*"))
    checked = scic(tmp_path, "verify", "--json")
    assert (checked.returncode, json.loads(checked.stdout)) == (0, [])


def test_production_without_its_secrets_says_so_in_one_line(tmp_path):
    refused = scic(tmp_path, "serve", SCIC_MODE="production", SCIC_SECRET_KEY="")
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    assert "SCIC_" in refused.stderr


QUESTIONS = ("Statutes file (empty: later)", "Logo file (empty: later)", "Mail server (empty: later)", "Port")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_nothing_is_asked_of_a_script_and_everything_of_a_person(place, monkeypatch, lang):
    monkeypatch.setattr("scic.init_cli.somebody_answers", lambda: True)
    answers = ["Coopérative du Vallon", "ada@vallon.example", "Ada Brume", "", "", "smtp.vallon.example", "", "", ""]
    done = CliRunner().invoke(main, ["init", "--lang", lang], obj=place.front, input="\n".join(answers) + "\n")
    assert done.exit_code == 0, done.stderr
    assert [sentence(lang, question) in done.output for question in QUESTIONS] == [True] * len(QUESTIONS)


COMMANDS = [["verify", "--json"], ["audit", "verify"], ["statutes", "show"], ["worker"], ["serve"]]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_database_without_tables_is_told_in_one_line(tmp_path, command):
    refused = scic(tmp_path, *command)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "scic db upgrade" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "url", ["foo:bar", "oracle://x", "sqlite:////nowhere/at/all.sqlite", "postgresql://x@127.0.0.1:1/x"]
)
def test_a_database_that_does_not_answer_is_told_in_one_line(tmp_path, url):
    refused = scic(tmp_path, "db", "check", SCIC_DATABASE_URL=url)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "SCIC_DATABASE_URL" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("more", [[], ["--fresh"]])
def test_the_demo_never_loads_in_production(tmp_path, more):
    refused = scic(
        tmp_path,
        *("demo", "load", *more),
        SCIC_MODE="production",
        SCIC_DATABASE_URL=f"sqlite:///{tmp_path}/real.sqlite",
        SCIC_SECRET_KEY="k" * 40,
        SCIC_PUBLIC_URL="https://votes.example.coop",
    )
    assert refused.returncode == 2
    assert "SCIC_MODE" in refused.stderr
    assert not (tmp_path / "real.sqlite").exists()


def test_without_a_word_it_is_production_and_not_the_demo(tmp_path):
    refused = scic(tmp_path, "serve", "--lang", "en", SCIC_MODE="")
    assert refused.returncode == 2
    assert "SCIC_MODE=demo" in refused.stderr
    assert not (tmp_path / "var").exists()


def test_a_maintained_server_starts_on_a_database_that_is_behind(tmp_path, monkeypatch):
    """It answers 503 to everybody while the database is brought up to date."""
    started = []
    monkeypatch.setattr("scic.serve_cli.os.execv", lambda *words: started.append(words))
    settings = {"SCIC_MODE": "demo", "SCIC_VAR": str(tmp_path / "var"), "SCIC_MAINTENANCE": "1"}
    done = CliRunner().invoke(main, ["serve"], env=settings)
    assert (done.exit_code, len(started)) == (0, 1)


def test_a_second_server_on_one_port_is_refused(tmp_path):
    """They would share the requests, and answer from two databases."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        settings = {"SCIC_MODE": "demo", "SCIC_VAR": str(tmp_path / "var"), "SCIC_PORT": str(held.getsockname()[1])}
        done = CliRunner().invoke(main, ["serve", "--lang", "en"], env={**settings, "SCIC_MAINTENANCE": "1"})
    assert done.exit_code == 2
    assert "is taken" in done.output


def test_a_fresh_demo_is_refused_while_the_product_runs(tmp_path):
    """Server and worker would go on writing into the file put aside, and lose it all."""
    hold(tmp_path)
    (tmp_path / "scic.sqlite").touch()
    refused = CliRunner().invoke(
        main, ["demo", "load", "--fresh", "--lang", "en"], env={"SCIC_MODE": "demo", "SCIC_VAR": str(tmp_path)}
    )
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "Stop it first" in refused.stderr
    assert [path.name for path in sorted(tmp_path.glob("scic.sqlite*"))] == ["scic.sqlite"]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_commands_speak_both_languages(place, lang):
    said = sentence(lang, UP_TO_DATE, {"revision": newest_revision()})
    assert place("db", "check", "--lang", lang).stderr.strip() == said


def test_who_asks_twice_to_stop_leaves_nothing_running(monkeypatch):
    monkeypatch.setattr(run_cli, "STOPPING_SECONDS", 0.2)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    before = {ending: signal.getsignal(ending) for ending in (signal.SIGINT, *run_cli.ENDINGS)}
    try:
        with subprocess.Popen([sys.executable, "-c", deaf], process_group=0, stdout=subprocess.PIPE) as program:
            program.stdout.readline()
            run_cli.stop([program])
            os.kill(os.getpid(), signal.SIGTERM)
            assert program.poll() == -signal.SIGKILL
    finally:
        for ending, handler in before.items():
            signal.signal(ending, handler)
