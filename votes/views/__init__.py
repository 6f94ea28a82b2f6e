"""The pages of votes: one file a screen, one blueprint for all."""

from votes.views import casting, results
from votes.views.blueprint import blueprint

__all__ = ["blueprint", "casting", "results"]
