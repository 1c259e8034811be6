"""The blueprint of every service: flask-smorest's, with JSON that no parser can digest answered as malformed.

A route that does not say who may call it is not taken: `@allowed(…)` or `@anybody` stands right below it.
"""

import json
from collections.abc import Callable
from typing import Any

import flask_smorest
from flask import Request
from webargs.flaskparser import FlaskParser

from kit.allowed import rule_of


class _Parser(FlaskParser):
    def _raw_load_json(self, req: Request) -> Any:
        try:
            return super()._raw_load_json(req)
        except json.JSONDecodeError:
            raise
        except (RecursionError, ValueError) as error:  # nested thousands deep, or a number of thousands of digits
            raise json.JSONDecodeError(str(error), doc="{", pos=0) from error


class Blueprint(flask_smorest.Blueprint):
    ARGUMENTS_PARSER = _Parser()

    def arguments(self, schema: Any, **options: Any) -> Callable[..., Any]:
        """flask-smorest's, with one schema for all requests: webargs would make one for each from a class."""
        return super().arguments(schema() if isinstance(schema, type) else schema, **options)

    def route(self, rule: str, **options: Any) -> Callable[..., Any]:
        """flask-smorest's; raises LookupError for a function without a rule on who may call it."""
        take = super().route(rule, **options)

        def take_if_ruled(function: Callable[..., Any]) -> Any:
            if not rule_of(function):
                raise LookupError(f"{rule} does not say who may call it: put @allowed(…) or @anybody below its route")
            return take(function)

        return take_if_ruled
