"""All pages of this package, joined to its blueprint."""

from privacy.views import asking, keeping, mine
from privacy.views.blueprint import blueprint

__all__ = ["asking", "blueprint", "keeping", "mine"]
