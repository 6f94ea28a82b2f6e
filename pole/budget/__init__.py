"""What it costs and who pays: a plan over years, its hypotheses, and the actuals beside it, in exact cents."""
