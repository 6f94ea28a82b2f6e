"""What the territory joins to the application: protocols and choices among places are subjects of decisions."""

from flask import Flask

from governance.signals import subjects_named, subjects_offered
from pole.actors.subjects import named, offered


def init_app(_app: Flask) -> None:
    """The register of decisions names them, and they may be followed."""
    subjects_named.connect(named)
    subjects_offered.connect(offered)
