"""What shares join to the application: the ear for what membership says of two records."""

from flask import Flask

from membership.signals import records_merged, records_unmerged
from shares.services.following import join_accounts, part_accounts


def init_app(_app: Flask) -> None:
    """Accounts follow merged and parted records, in the same transaction."""
    records_merged.connect(join_accounts)
    records_unmerged.connect(part_accounts)
