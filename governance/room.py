"""What governance joins to the application: the ears for what votes ask of who puts their questions."""

from flask import Flask

from governance.queries.late_lines import late_line, own_members
from votes.signals import late_line_asked, own_members_asked


def init_app(_app: Flask) -> None:
    """A late right is drawn from the members and the floor; an account knows its members."""
    late_line_asked.connect(late_line)
    own_members_asked.connect(own_members)
