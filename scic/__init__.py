"""The front door: the application, its configuration, its commands, its jobs, the demo and the home page.

Start with `app.py` (how all is joined), then `config.py` (what the environment may say).
"""

__version__ = "0.1.0"
