"""The demo course as data: "Innovation publique" at its halfway point.

Everything a person would have written is YAML beside this file, so that it can be read and corrected without
touching code; times are days relative to the moment of seeding. People, organisations' members and messages are
fictitious, and every address is under the reserved domain demo.example.
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@cache
def load(name: str) -> Any:
    """The content of `<name>.yaml`, read once; callers share it and change nothing."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
