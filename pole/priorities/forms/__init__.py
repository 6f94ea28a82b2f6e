"""What a person writes of a vote on priorities, and of the plan that follows."""
