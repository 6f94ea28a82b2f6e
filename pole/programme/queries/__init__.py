"""What is read of the programme; the other rooms begin with `actions.py`."""
