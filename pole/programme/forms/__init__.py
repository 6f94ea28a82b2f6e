"""What people type of the programme: shape and type, nothing else."""
