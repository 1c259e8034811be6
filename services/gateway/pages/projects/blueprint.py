"""The blueprint that every subject's pages join, and the words for phases."""

from flask import Blueprint
from flask_babel import lazy_gettext as later

blueprint = Blueprint("projects", __name__)
PHASES = (
    ("idea", later("idée")),
    ("immersion", later("immersion")),
    ("prototype", later("prototype")),
    ("test", later("test")),
    ("story", later("récit")),
)
