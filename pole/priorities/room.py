"""What priorities join to the application: voters of a vote on priorities are led to the sheets of its actions."""

from flask import Flask

from pole.priorities.queries.readings import sheets_address
from votes.signals import reading_asked


def init_app(_app: Flask) -> None:
    """The page of a ballot, and that of its consultation, ask where voters read about what is put to the vote."""
    reading_asked.connect(sheets_address)
