"""The pages of the territory: one file a subject, one blueprint for all."""

from pole.actors.views import directory, places, protocols, referrals
from pole.actors.views.blueprint import blueprint

__all__ = ["blueprint", "directory", "places", "protocols", "referrals"]
