"""The port that the server listens on: two servers on one would share its requests and mix their answers."""

import socket

from foundation.kernel.console import COULD_NOT_RUN, tell
from foundation.kernel.sentences import N_
from scic.config import Config

TAKEN = N_("Port %(port)s is taken: stop what holds it, or choose another one, as in SCIC_PORT=8123.")


def answers(config: Config) -> bool:
    """Whether something listens on our port."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((config.host, config.port)) == 0


def refuse_taken_port(config: Config, lang: str) -> None:
    """Give up with a sentence where another program has the port."""
    if answers(config):
        tell(lang, TAKEN, port=config.port)
        raise SystemExit(COULD_NOT_RUN)
