"""The lists one may write to, besides the table of members. One plain list."""

from flask import Flask

from governance.audiences import convened
from membership.audiences import AUDIENCES
from shares.audiences import holders, owing_on_shares, waiting_for_refund

LISTS = (waiting_for_refund, owing_on_shares, holders, convened)


def init_app(_app: Flask) -> None:
    """Every list of ours is declared."""
    missing = {one for one in LISTS if one not in [known.members for known in AUDIENCES.values()]}
    if missing:
        raise ValueError("a list of members is not declared")
