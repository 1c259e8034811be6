"""The blueprint that every subject's pages join."""

from flask import Blueprint

blueprint = Blueprint("forum", __name__)
