"""One file for each part of the bench, found by looking here: the package's docstring tells how to add one."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from tests.bench.ground import Ground
from tests.bench.measure import Measure


def names() -> list[str]:
    return sorted(module.name for module in iter_modules(__path__))


def load(name: str) -> Callable[[Ground], list[Measure]]:
    """The `measures` of a part; only what is to run is imported."""
    return import_module(f"{__name__}.{name}").measures
