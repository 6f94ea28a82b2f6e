"""The blueprint of the territory."""

from flask import Blueprint

blueprint = Blueprint("actors", __name__)
