"""gunicorn around a service's application: a master that imports, and workers that it forks and watches.

What is imported before the fork is shared by all workers, and none opens a connection while it is imported; the
application itself, with its client of the database, is made in each worker.
"""

from importlib import import_module
from typing import Any

from gunicorn.app.base import BaseApplication

from kit import hooks, service, web

OPTIONS = {
    "worker_class": "kit.worker.Worker",
    "graceful_timeout": 8,
    "keepalive": 30,
    "loglevel": "warning",
    "control_socket_disable": True,
    "post_worker_init": hooks.post_worker_init,
    "child_exit": hooks.child_exit,
}


class _Server(BaseApplication):
    def __init__(self, name: str, options: dict[str, Any]) -> None:
        self._name, self._options = name, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return web.create_app(self._name, threads=self._options["threads"])


def serve(name: str, *, bind: str, workers: int, threads: int | None = None) -> None:
    """Answer requests for an installed service until SIGTERM; a worker finishes what it is at, for 8 seconds."""
    this = service.load(name)
    import_module(this.api)
    _Server(name, OPTIONS | {"bind": bind, "workers": workers, "threads": threads or this.threads}).run()
