"""What governance joins to the application: the ears for what votes ask of who puts their questions."""

from flask import Flask

from governance.queries.late_lines import extension_page, late_line, own_members
from governance.queries.private_lists import is_kept_from
from votes.signals import extension_asked, kept_from_asked, late_line_asked, own_members_asked


def init_app(_app: Flask) -> None:
    """A late right is drawn from the members and the floor; an account knows its members; a consultation is extended whole."""
    extension_asked.connect(extension_page)
    late_line_asked.connect(late_line)
    kept_from_asked.connect(is_kept_from)
    own_members_asked.connect(own_members)
