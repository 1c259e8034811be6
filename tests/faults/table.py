"""The fault tests' table, printed at the end of a run and kept in var/faults.json, whichever process ran them.

Each test leaves its row among its report's properties; reports travel from xdist's workers to the controller.
"""

import json
from pathlib import Path
from typing import Any

COLUMNS = (
    "fault",
    "accepted",
    "in stream",
    "bells",
    "figure",
    "lost",
    "duplicated",
    "accepting paused",
    "effects paused",
    "recovered after",
    "settled after",
)
KEPT = Path("var/faults.json")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    rows = [
        row for report in reports if report.when == "call" for name, row in report.user_properties if name == "fault"
    ]
    if rows:
        terminalreporter.section("faults (pauses in seconds)")
        for line in drawn(rows):
            terminalreporter.write_line(line)
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps(rows, indent=2, ensure_ascii=False))


def drawn(rows: list[dict[str, Any]]) -> list[str]:
    """The rows under their heading, the numbers to the right."""
    cells = [list(COLUMNS), *([str(row.get(name, "")) for name in COLUMNS] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(COLUMNS))]
    return [
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    ]
