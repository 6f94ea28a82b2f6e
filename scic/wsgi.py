"""What the web server loads."""

from scic.app import create_app

app = create_app()
