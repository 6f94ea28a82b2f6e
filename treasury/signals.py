"""What the treasury tells to who listens: money of a candidate arrived, and may be what makes a member."""

from blinker import signal

candidate_paid = signal("treasury-candidate-paid")
"""Sent with the application's number, and `on`, `actor`, `at`; inside the transaction of the payment."""
