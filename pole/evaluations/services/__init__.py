"""What is done with evaluations: prepare and open a campaign, answer, remind, decide on a result."""
