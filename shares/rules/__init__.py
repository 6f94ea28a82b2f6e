"""Capital as pure arithmetic: sums of movements, the floor, the ceilings."""
