"""How the demo speaks: French, plain, and never silent for longer than a second."""

from collections.abc import Callable
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from embedded.attendance import PROCESSES
from embedded.database import Database
from embedded.rabbitmq import RabbitMQ

LABELS = {Database.name: "base de données", RabbitMQ.name: "messagerie (RabbitMQ)", PROCESSES: "services et pages"}


def thousands(number: int) -> str:
    """`3204` is written 3 204, with a space that does not break."""
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def milliseconds(seconds: float) -> str:
    return f"{thousands(round(seconds * 1000))} ms"


def seconds(number: float) -> str:
    return f"{number:.1f} s".replace(".", ",")


class Bars:
    """Progress bars, one for each thing that takes time, made when it is first heard of."""

    def __init__(self, console: Console) -> None:
        columns = (TextColumn("  {task.description:<24}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, console=console)
        self._tasks: dict[str, TaskID] = {}

    def share(self, name: str, share: float) -> None:
        """This much of it is done, from 0 to 1."""
        label = LABELS.get(name, name)
        if label not in self._tasks:
            self._tasks[label] = self._progress.add_task(label, total=1.0)
        self._progress.update(self._tasks[label], completed=share)

    def steps(self, label: str) -> Callable[[int, int], None]:
        """Something to be told how many steps are done, and of how many."""
        return lambda done, total: self.share(label, done / total if total else 1.0)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._progress.stop()


def table(rows: list[tuple[str, float | None]]) -> Table:
    """What was noticed, and when."""
    made = Table("effet", "après", title="De la demande à ce que les autres en voient", title_justify="left")
    made.columns[1].justify = "right"
    for what, after in rows:
        made.add_row(what, "[red]manque[/]" if after is None else milliseconds(after))
    return made
