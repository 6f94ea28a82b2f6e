"""What is read of votes on priorities; `votes.py` says where each stands."""
