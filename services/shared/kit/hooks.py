"""What gunicorn's master does around its workers, as its configuration (`--config python:kit.hooks`)."""

from typing import Any

from prometheus_client import multiprocess

from kit import collector


def post_worker_init(_worker: Any) -> None:
    collector.settle()


def child_exit(_server: Any, worker: Any) -> None:
    """A worker that is no more counts no longer where only the living do, as in open connections."""
    multiprocess.mark_process_dead(worker.pid)
