"""What evaluations join to the application: a workshop leads to what was asked about it."""

from flask import Flask

from pole.evaluations.beside import evaluations_of_workshop
from pole.workshops.signals import workshop_shown


def init_app(_app: Flask) -> None:
    """The page of a workshop shows its evaluations."""
    workshop_shown.connect(evaluations_of_workshop)
