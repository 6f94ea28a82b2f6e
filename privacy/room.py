"""What personal data joins to the application: the answer to rule 47 of the compliance checks."""

from datetime import date

from flask import Flask

from governance.signals import retention_asked
from privacy.queries.due import retention_due


def init_app(_app: Flask) -> None:
    """Compliance asks how much data has reached its time."""
    retention_asked.connect(_reckon)


def _reckon(_sender: object, *, on: date) -> int:
    return retention_due(on)
