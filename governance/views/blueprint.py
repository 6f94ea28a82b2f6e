"""The blueprint that every page of assemblies joins."""

from flask import Blueprint

blueprint = Blueprint("governance", __name__)
