"""One line of JSON per thing worth telling, on standard error, without personal data.

Log ids, types and reasons; never names, addresses, bodies, tokens or query strings.
"""

import logging
import sys

import structlog


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
