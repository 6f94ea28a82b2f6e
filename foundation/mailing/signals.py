"""How the outbox says that something is waiting, without knowing who sends it (`scic/jobs.py` listens)."""

from blinker import Signal

mail_waiting = Signal("mail waiting, sent once the transaction that queued it is committed")
