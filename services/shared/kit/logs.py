"""One line of JSON per thing worth telling, on standard error, without personal data.

Log ids, types and reasons; never names, addresses, bodies, tokens or query strings.

structlog imports rich and better_exceptions wherever they are installed, for a console that nobody looks at here: a
sixth of the time that a process takes to start. The kit imports this module before any other, so that it finds none.
"""

import logging
import re
import sys
from typing import Any

_spared = {name: sys.modules.setdefault(name, None) for name in ("rich", "better_exceptions")}  # type: ignore[arg-type]

import structlog  # noqa: E402

for _name, _module in _spared.items():
    if _module is None:
        del sys.modules[_name]


ADDRESS = re.compile(r"""[^\s"'<>(){},:;\\]+@[^\s"'<>(){},:;\\]+""")
_always: dict[str, str] = {}


def configure(level: str, **always: str) -> None:
    """Make structlog and the libraries' logging print alike; `always` is added to each line, whatever its thread."""
    _always.clear()
    _always.update(always)
    shared: list[Any] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _complete,
    ]
    shown: list[Any] = [structlog.processors.format_exc_info, _without_addresses]
    line = structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, *shared, *shown, line],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    shown = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *shown, line]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=shown, foreign_pre_chain=shared))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("pika").setLevel(logging.CRITICAL)  # what it would say is raised and told by the broker's callers


def _complete(_logger: Any, _method: str, line: Any) -> Any:
    return _always | line


def _without_addresses(_logger: Any, _method: str, line: Any) -> Any:
    """What others say, as a database of the value that was there already, may hold an e-mail address: it is hidden."""
    return {name: ADDRESS.sub("…@…", value) if isinstance(value, str) else value for name, value in line.items()}
