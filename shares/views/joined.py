"""All pages of shares on their blueprint, for the front door."""

from shares.views import acts, checking, holdings, mine, papers, queue, registers
from shares.views.blueprint import blueprint

__all__ = ["acts", "blueprint", "checking", "holdings", "mine", "papers", "queue", "registers"]
