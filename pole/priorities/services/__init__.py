"""What is done to a vote on priorities: written, opened, followed by a plan."""
