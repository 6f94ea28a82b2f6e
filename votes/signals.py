"""What votes ask of those above, which know the members and the assemblies.

`late_line_asked.send(box, number=12, college="a", at=...)`: the line of the roll that this member would have, by who put
the question (`RollLine`, or None where there is no such member).
`extension_asked.send(box)`: the address of the page where this vote is given more time with others that close together; None
where it runs alone.
`reading_asked.send([box, ...])`: by the id of a box, the address of what its voters read first; a box without any is left out.
`own_members_asked.send(account_id, at=...)`: the numbers of the members for whom an account acts.
`kept_from_asked.send(box_id, reader=...)`: whether the question was put to a list of members that a reader is not in.
"""

from blinker import Signal

late_line_asked = Signal("the line that a member would have on a roll that is open")
extension_asked = Signal("where a vote that closes with others is given more time")
reading_asked = Signal("where voters read about what is put to the vote")
own_members_asked = Signal("the members for whom an account acts")
kept_from_asked = Signal("whether a vote was put to others than a reader")
