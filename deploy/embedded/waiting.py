"""Waiting for what others do: look again and again, with an end, and a sentence for when it did not come."""

from collections.abc import Callable
from typing import TypeVar

from tenacity import RetryError, Retrying, retry_if_result, stop_after_delay, wait_fixed

from .leash import EmbeddedError

Value = TypeVar("Value")


def until(condition: Callable[[], Value], within: float, otherwise: object, every: float = 0.1) -> Value:
    """The condition's value once it is true; after `within` seconds raises EmbeddedError, which says `otherwise`."""
    missing = retry_if_result(lambda value: not value)
    try:
        return Retrying(retry=missing, stop=stop_after_delay(within), wait=wait_fixed(every))(condition)
    except RetryError as error:
        raise EmbeddedError(str(otherwise)) from error
