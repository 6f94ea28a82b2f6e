"""What people type about workshops; shape only, the rules judge the rest."""
