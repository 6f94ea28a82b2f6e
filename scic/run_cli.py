"""`scic run`: everything at once on one machine, the demo first; what `make run` types."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date

import click
from flask_migrate import upgrade

from foundation.kernel.clock import today
from foundation.kernel.console import say, with_application
from foundation.kernel.settings import CooperativeSettings, get_settings
from scic.config import Config
from scic.demo.load import DEMO_PASSWORD, demo_logins, is_empty, load_demo
from scic.serve_cli import configuration

STARTING_SECONDS = 60
STOPPING_SECONDS = 15
ENDINGS = (signal.SIGTERM, signal.SIGHUP)


@click.command()
def run() -> None:
    """Prepare the database, load the demo when it is empty, then serve and work until interrupted."""
    config = configuration()
    refuse_taken_port(config)
    settings = prepare()
    programs: list[subprocess.Popen[bytes]] = []
    for ending in ENDINGS:
        signal.signal(ending, lambda *_: sys.exit(0))
    try:
        for name in ("worker", "serve"):
            programs.append(start(name))  # noqa: PERF401 - one by one: what started is ended whatever comes next
        wait_until_up(config)
        announce(config, settings)
        while all(program.poll() is None for program in programs):
            time.sleep(0.5)
        say("Un des deux programmes s’est arrêté ; l’autre est arrêté aussi. Relancez « make run ».")
        raise SystemExit(2)
    except KeyboardInterrupt:
        say("\nArrêt demandé : au revoir.")
    finally:
        stop(programs)


def start(name: str) -> subprocess.Popen[bytes]:
    """Start one program in a group of its own: Ctrl+C reaches this process alone, which then ends the others in order."""
    return subprocess.Popen([sys.executable, "-m", "scic", name], process_group=0)  # noqa: S603


@with_application
def prepare() -> CooperativeSettings:
    """Bring the database up to date; an empty one in demo mode receives the demo. The settings in force."""
    upgrade()
    if configuration().mode == "demo" and is_empty():
        say("Base vide : chargement de la démonstration…")
        load_demo()
    settings = get_settings()
    warn_if_aged(settings.demo_loaded_on, today())
    return settings


def warn_if_aged(loaded_on: str, day: date) -> None:
    """Say that the demo's "tonight" is no longer tonight."""
    if loaded_on and date.fromisoformat(loaded_on) < day:
        say(
            f"La démonstration date du {date.fromisoformat(loaded_on):%d/%m/%Y} : son assemblée « de ce soir » est "
            "passée. « scic demo load --fresh » en crée une nouvelle."
        )


def answers(config: Config) -> bool:
    """Whether something listens on our port."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((config.host, config.port)) == 0


def refuse_taken_port(config: Config) -> None:
    """Give up with a sentence where another program has the port: two servers would share it and mix their answers."""
    if answers(config):
        say(f"Le port {config.port} est déjà pris : arrêtez ce qui l’occupe, ou tapez « SCIC_PORT=8123 make run ».")
        raise SystemExit(2)


def wait_until_up(config: Config) -> None:
    """Return when the port answers; give up with a sentence after a while."""
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline:
        if answers(config):
            return
        time.sleep(0.1)
    raise SystemExit(f"Le serveur n’a pas répondu en {STARTING_SECONDS} secondes : regardez les messages ci-dessus.")


def announce(config: Config, settings: CooperativeSettings) -> None:
    """Where to go, and as whom."""
    say(f"\n  {config.public_url}\n")
    if config.mode == "demo":
        say(f"  Démonstration : mot de passe « {DEMO_PASSWORD} » pour tous.")
        for role, email in demo_logins(settings.demo_logins):
            say(f"    {role:<28} {email}")
        say("\n  Ctrl+C pour arrêter.")


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
