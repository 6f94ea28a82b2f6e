"""All pages of this package, joined to its blueprint."""

from privacy.views import keeping, mine
from privacy.views.blueprint import blueprint

__all__ = ["blueprint", "keeping", "mine"]
