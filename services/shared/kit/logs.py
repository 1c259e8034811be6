"""One line of JSON per thing worth telling, on standard error, without personal data.

Log ids, types and reasons; never names, addresses, bodies, tokens or query strings.

structlog imports rich and better_exceptions wherever they are installed, for a console that nobody looks at here: a
sixth of the time that a process takes to start. The kit imports this module before any other, so that it finds none.
"""

import logging
import sys

_spared = {name: sys.modules.setdefault(name, None) for name in ("rich", "better_exceptions")}  # type: ignore[arg-type]

import structlog  # noqa: E402

for _name, _module in _spared.items():
    if _module is None:
        del sys.modules[_name]


def configure(level: str, **always: str) -> None:
    """Make structlog and the libraries' logging print alike; `always` is added to each line."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(**always)
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format='{"level": "%(levelname)s", "event": "%(name)s: %(message)s"}'
    )
    logging.getLogger("pika").setLevel(logging.CRITICAL)  # what it would say is raised and told by the broker's callers
