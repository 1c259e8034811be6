"""The rules of the forum; pure: documents in, documents out, or a Problem that says which rule was broken."""

from typing import Any

Document = dict[str, Any]
