"""The counting methods, one file each, all behind the interface of `interface.py`: read a ballot, add it up, decide.

`registry.py` lists them. Start reading at `interface.py`, then at `plurality.py`, the shortest.
"""
