"""What governance joins to the application: the ears for what votes ask of who puts their questions."""

from flask import Flask

from governance.queries.late_lines import extension_page, late_line, own_members
from governance.queries.private_lists import is_kept_from
from governance.queries.subjects import named_decisions
from governance.signals import subjects_named
from votes.signals import extension_asked, kept_from_asked, late_line_asked, own_members_asked


def init_app(_app: Flask) -> None:
    """Decisions are followed; a late right is drawn from members and floor; an account knows its members."""
    extension_asked.connect(extension_page)
    late_line_asked.connect(late_line)
    kept_from_asked.connect(is_kept_from)
    own_members_asked.connect(own_members)
    subjects_named.connect(named_decisions)
