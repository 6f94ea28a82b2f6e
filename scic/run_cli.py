"""`scic run`: everything at once on one machine, the demo first; what `make run` types."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from functools import partial

import click
from flask_migrate import upgrade

from foundation.kernel.clock import today
from foundation.kernel.console import COULD_NOT_RUN, giving_up, language, say, tell, with_application
from foundation.kernel.sentences import N_, sentence
from foundation.kernel.settings import CooperativeSettings, get_settings
from scic.config import Config
from scic.demo.load import DATABASE, DEMO_PASSWORD, demo_logins, is_empty, load_demo
from scic.port import answers, refuse_taken_port

STARTING_SECONDS = 60
STOPPING_SECONDS = 15
AGED = N_(
    "The demonstration was made on %(day)s: its assembly of “tonight” is over. “scic demo load --fresh” makes a new one."
)
SILENT = N_("The server did not answer within %(seconds)s seconds: look at the messages above.")
ENDINGS = (signal.SIGTERM, signal.SIGHUP)


@click.command()
@language
def run(lang: str) -> None:
    """Prepare the database, load the demo when it is empty, then serve and work until interrupted."""
    with giving_up(lang):
        config = Config.from_environment(os.environ)
    refuse_taken_port(config, lang)
    settings = prepare(config, lang=lang)
    programs: list[subprocess.Popen[bytes]] = []
    for ending in ENDINGS:
        signal.signal(ending, lambda *_: sys.exit(0))
    try:
        tell(lang, N_("Starting the server and the worker…"))
        for name in ("worker", "serve"):
            programs.append(start(name, lang))  # noqa: PERF401 - one by one: what started is ended whatever comes next
        wait_until_up(config, lang)
        announce(config, settings, lang)
        while all(program.poll() is None for program in programs):
            time.sleep(0.5)
        tell(lang, N_("One of the two programs has stopped; the other is stopped too. Type make run again."))
        raise SystemExit(COULD_NOT_RUN)
    except KeyboardInterrupt:
        tell(lang, N_("Asked to stop: goodbye."))
    finally:
        stop(programs)


def start(name: str, lang: str) -> subprocess.Popen[bytes]:
    """Start one program in a group of its own: Ctrl+C reaches this process alone, which then ends the others in order."""
    return subprocess.Popen([sys.executable, "-m", "scic", name, "--lang", lang], process_group=0)  # noqa: S603


@with_application
def prepare(config: Config, lang: str) -> CooperativeSettings:
    """Bring the database up to date; an empty one in demo mode receives the demo. The settings in force."""
    tell(lang, DATABASE)
    upgrade()
    config.keep_demo_mark()
    if config.mode == "demo" and is_empty():
        tell(lang, N_("The database is empty: the demonstration is being loaded…"))
        load_demo(tell=partial(tell, lang))
    settings = get_settings()
    warn_if_aged(settings.demo_loaded_on, today(), lang)
    return settings


def warn_if_aged(loaded_on: str, day: date, lang: str) -> None:
    """Say that the demo's "tonight" is no longer tonight."""
    if loaded_on and date.fromisoformat(loaded_on) < day:
        tell(lang, AGED, day=date.fromisoformat(loaded_on))


def wait_until_up(config: Config, lang: str) -> None:
    """Return when the port answers; give up with a sentence after a while."""
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline:
        if answers(config):
            return
        time.sleep(0.1)
    tell(lang, SILENT, seconds=STARTING_SECONDS)
    raise SystemExit(COULD_NOT_RUN)


def announce(config: Config, settings: CooperativeSettings, lang: str) -> None:
    """Where to go, and as whom."""
    say(f"\n  {config.public_url}\n")
    if config.mode == "demo":
        say(
            "  "
            + sentence(
                lang, N_("Demonstration: the password “%(password)s” for everybody."), {"password": DEMO_PASSWORD}
            )
        )
        for role, email in demo_logins(settings.demo_logins):
            say(f"    {role:<28} {email}")
        say("\n  " + sentence(lang, N_("Ctrl+C to stop.")))


def stop(programs: list[subprocess.Popen[bytes]]) -> None:
    """End both programs and wait for them; what is slow to end is killed with all it started, so the port is free."""
    for ending in (signal.SIGINT, *ENDINGS):  # whoever asks twice does not leave half of it running
        signal.signal(ending, signal.SIG_IGN)
    for program in programs:
        program.terminate()
    for program in programs:
        with suppress(subprocess.TimeoutExpired):
            program.wait(timeout=STOPPING_SECONDS)
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()
