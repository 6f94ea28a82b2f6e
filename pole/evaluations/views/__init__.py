"""The pages of evaluations: one file a screen, one blueprint for all."""

from pole.evaluations.views import answering, campaigns, downloads, grids, links, outcomes, preparing, results, review
from pole.evaluations.views.blueprint import blueprint

__all__ = [
    "answering",
    "blueprint",
    "campaigns",
    "downloads",
    "grids",
    "links",
    "outcomes",
    "preparing",
    "results",
    "review",
]
