"""What each process of the house holds in memory, as the kernel counts it, after the load."""

from collections.abc import Iterator
from pathlib import Path

from tests.bench.house import Running
from tests.bench.measure import Measure

MOST = 90.0


def measures(running: Running) -> list[Measure]:
    """A line for each; where gunicorn has a master and a worker, the larger. And the fair share of all (PSS)."""
    lines, shares = [], 0.0
    for name in running.names:
        processes = list(family(running.processes.pid(name) or 0))
        largest = max(megabytes(process, "status", "VmRSS") for process in processes)
        shares += sum(megabytes(process, "smaps_rollup", "Pss") for process in processes)
        lines.append(Measure(f"memory, {name}", "MB", [largest], asked=MOST, at_most=True))
    return [*lines, Measure(f"memory, all {len(lines)} together, shared pages once", "MB", [shares])]


def family(process: int) -> Iterator[int]:
    yield process
    for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
        yield from family(int(child))


def megabytes(process: int | str, file: str, name: str) -> float:
    lines = Path(f"/proc/{process}/{file}").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024
