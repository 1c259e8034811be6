"""The rules of telling people: which kinds there are, who hears of what, when, and how news are grouped. Pure."""

from typing import Any

Document = dict[str, Any]
