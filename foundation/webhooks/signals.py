"""How a queued delivery asks to leave at once, without knowing who sends it (`scic/jobs.py` listens)."""

from blinker import Signal

delivery_waiting = Signal("webhook delivery waiting, sent once the transaction that queued it is committed")
