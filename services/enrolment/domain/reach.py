"""Who comes from a small or isolated place: the people that such a community hopes to reach, and that others miss.

    small      from an organisation of fewer than 50 people
    alone      nobody else there works on innovation
    isolated   from overseas, Corsica, or a department of fewer than 40 inhabitants per square kilometre (INSEE)

One reason is enough. What people did not say counts for nothing.
"""

from collections.abc import Mapping
from typing import Any

# The rule: fewer than 40 inhabitants per square kilometre, the mainland only. Source: INSEE, legal populations of the
# census of 2020, by the areas of the IGN. A list to be kept by hand: look at it again when INSEE publishes a census.
SMALL_SIZES = {"1-9", "10-49"}
SPARSE = {"04", "05", "09", "12", "15", "23", "32", "36", "46", "48", "52", "55", "58"}
CORSICA = {"2A", "2B"}
OVERSEAS_BEGINS = "97", "98"
SMALL, ALONE, ISOLATED = "small", "alone", "isolated"


def reach(department: str, size: str, alone: bool) -> list[str]:
    """The reasons for which somebody is counted as reached, in a fixed order; empty for everybody else."""
    isolated = department in SPARSE | CORSICA or department.startswith(OVERSEAS_BEGINS)
    found = {SMALL: size in SMALL_SIZES, ALONE: alone, ISOLATED: isolated}
    return [reason for reason, holds in found.items() if holds]


def reach_of(enrolment: Mapping[str, Any]) -> list[str]:
    return reach(enrolment["department"], enrolment["organisation"]["size"], enrolment["alone"])
