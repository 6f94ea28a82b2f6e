"""The pages of votes: one file a screen, one blueprint for all."""

from votes.views import casting, life, nominal, paper, results, roll, secrecy, urn
from votes.views.blueprint import blueprint

__all__ = ["blueprint", "casting", "life", "nominal", "paper", "results", "roll", "secrecy", "urn"]
