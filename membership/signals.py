"""How membership tells those above, and asks them, inside the same transaction.

`records_merged.send(merged, actor=..., at=...)` and `records_unmerged.send(...)`, with a `Merged` of
`services/merging.py`: both members are there only where both records are members. Who cannot follow raises `Refused`,
and nothing is stored.

`candidate_examined.send(Examined)` asks what else blocks a request or calls for a closer look (`Judged`);
`exit_foreseen.send(member, on=day, today=day)` asks what an exit brings about (sentences, `Finding`);
`exit_asked.send(member, fact=..., paid_to=(name, IBAN), actor=..., at=...)`: a resignation is recorded, at the desk or online;
`exit_taken_back.send(member, fact=..., motive=..., actor=..., at=...)`: an exit is taken back as an error;
`proposals_asked.send(day)` asks what else the desk should act upon (`Proposal`).
`application_accepted.send(application_id, on=..., actor=..., at=...)`: money that came ahead may now make a member.
`card_opened.send(member, on=day, known_at=moment)` asks what else a member's card shows (`Panel`).
`holdings_asked.send(member_ids, on=day)` asks what each of them holds ({member id: (shares, cents)}), for their letters.
`memberships_taken_back.send(member_ids, at=...)`: an import is taken back; who still needs these memberships refuses.
"""

from blinker import Signal

records_merged = Signal("two records were said to be one; sent inside the transaction")
records_unmerged = Signal("a merge was undone; sent inside the transaction")
candidate_examined = Signal("what those above say of a candidate")
exit_foreseen = Signal("what those above say of an exit to come")
exit_asked = Signal("a resignation was recorded; sent inside the transaction")
exit_taken_back = Signal("an exit was taken back; sent inside the transaction")
proposals_asked = Signal("what those above propose to the desk")
card_opened = Signal("what those above show of a member on its card")
application_accepted = Signal("a request was accepted; sent inside the transaction")
memberships_taken_back = Signal("an import of members is taken back; sent inside the transaction")
holdings_asked = Signal("what members hold, for the letters that name it")
