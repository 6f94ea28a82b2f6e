"""The blueprint of every page of the treasury."""

from flask import Blueprint

blueprint = Blueprint("treasury", __name__)
