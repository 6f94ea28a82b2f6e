"""What votes ask of those above, which know the members and the assemblies.

`late_line_asked.send(box, number=12, college="a", at=...)`: the line of the roll that this member would have, by who put
the question (`RollLine`, or None where there is no such member).
`own_members_asked.send(account_id, at=...)`: the numbers of the members for whom an account acts.
"""

from blinker import Signal

late_line_asked = Signal("the line that a member would have on a roll that is open")
own_members_asked = Signal("the members for whom an account acts")
