"""All pages of shares on their blueprint, for the front door."""

from shares.views import (
    acts,
    asking,
    capital,
    checking,
    demands,
    holdings,
    losses,
    mine,
    nominal,
    own_papers,
    papers,
    queue,
    registers,
)
from shares.views.blueprint import blueprint

__all__ = [
    "acts",
    "asking",
    "blueprint",
    "capital",
    "checking",
    "demands",
    "holdings",
    "losses",
    "mine",
    "nominal",
    "own_papers",
    "papers",
    "queue",
    "registers",
]
