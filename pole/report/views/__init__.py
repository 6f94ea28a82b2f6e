"""The pages of the yearly report."""

from pole.report.views import issuing, reading, writing
from pole.report.views.blueprint import blueprint

__all__ = ["blueprint", "issuing", "reading", "writing"]
