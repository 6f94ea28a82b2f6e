"""What the pole means to do: axes, actions as they are written and as they advance, proposals put to a body."""
