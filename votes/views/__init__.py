"""The pages of votes: one file a screen, one blueprint for all."""

from votes.views import casting, following, known, life, nominal, paper, results, roll, secrecy, urn
from votes.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "casting",
    "following",
    "known",
    "life",
    "nominal",
    "paper",
    "results",
    "roll",
    "secrecy",
    "urn",
]
