"""Which actions come first: a yearly vote on them, its three rankings, and the plan that follows."""
