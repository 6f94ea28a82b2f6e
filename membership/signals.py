"""How a merge tells those above who keep something by member: they write their own legs in the same transaction.

`records_merged.send(merged, actor=..., at=...)` and `records_unmerged.send(...)`, with a `Merged` of
`services/merging.py`: both members are there only where both records are members. Who cannot follow raises `Refused`,
and nothing is stored.
"""

from blinker import Signal

records_merged = Signal("two records were said to be one; sent inside the transaction")
records_unmerged = Signal("a merge was undone; sent inside the transaction")
