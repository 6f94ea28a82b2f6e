"""The blueprint of every page of shares."""

from flask import Blueprint

blueprint = Blueprint("shares", __name__)
