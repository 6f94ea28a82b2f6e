"""The blueprint that every page of workshops and of the library joins."""

from flask import Blueprint

blueprint = Blueprint("workshops", __name__)
