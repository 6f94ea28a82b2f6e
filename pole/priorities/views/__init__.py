"""The pages of votes on priorities."""

from pole.priorities.views import comparing, following, preparing, reading
from pole.priorities.views.blueprint import blueprint

__all__ = ["blueprint", "comparing", "following", "preparing", "reading"]
