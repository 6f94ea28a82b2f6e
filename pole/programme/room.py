"""What the programme joins to the application: its actions and proposals are subjects of decisions, and followed."""

from flask import Flask

from governance.signals import subjects_named, subjects_offered
from pole.programme.subjects import named_actions, named_others, offered_actions


def init_app(_app: Flask) -> None:
    """The register of decisions names actions, and what a decision asks for may be carried out by one."""
    subjects_named.connect(named_actions)
    subjects_named.connect(named_others)
    subjects_offered.connect(offered_actions)
