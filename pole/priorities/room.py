"""What priorities join to the application: voters are led to the sheets of the actions, decisions to their vote."""

from flask import Flask

from governance.signals import subjects_named
from pole.priorities.queries.readings import named_votes, sheets_address
from votes.signals import reading_asked


def init_app(_app: Flask) -> None:
    """Ballots and consultations ask where voters read; the register of decisions, what a decision is about."""
    reading_asked.connect(sheets_address)
    subjects_named.connect(named_votes)
