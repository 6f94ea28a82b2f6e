"""Tables: durations that the cooperative chose, erasures done with their reports, what the last night found due."""

from privacy.models.acts import ErasureAct, RetentionChoice, RetentionWatch

__all__ = ["ErasureAct", "RetentionChoice", "RetentionWatch"]
