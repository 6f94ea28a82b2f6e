"""The pages of the budget, on one blueprint."""

from pole.budget.views import actuals, files, reading, writing
from pole.budget.views.blueprint import blueprint

__all__ = ["actuals", "blueprint", "files", "reading", "writing"]
