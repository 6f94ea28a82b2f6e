"""What is written of the programme: actions, contributions, proposals."""
