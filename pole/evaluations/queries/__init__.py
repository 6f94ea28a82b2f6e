"""What is read of evaluations: campaigns, who may still answer, results as they may be shown."""
