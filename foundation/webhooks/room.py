"""What the application is given: the events that may be told, by name with their titles, and how far webhooks go."""

from collections.abc import Mapping

from flask import Flask, current_app

from foundation.webhooks.rules.addresses import Reach

EVENTS = "scic-webhook-events"
TEST_EVENT = "webhook.test"


def install_events(app: Flask, titles: Mapping[str, str]) -> None:
    """Say which events there are, in the order of the form."""
    app.extensions[EVENTS] = dict(titles)


def event_titles() -> dict[str, str]:
    """The events of this application and what each is called."""
    titles: dict[str, str] = current_app.extensions[EVENTS]
    return titles


def reach() -> Reach:
    """How far webhooks go from this server: in the demo nothing leaves the machine."""
    if current_app.config["MODE"] == "demo":
        return Reach.HERE
    return Reach.INSIDE if current_app.config["WEBHOOKS_INSIDE"] else Reach.OUTSIDE
