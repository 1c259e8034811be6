"""The blueprint of every service: flask-smorest's, with JSON that no parser can digest answered as malformed."""

import json
from typing import Any

import flask_smorest
from flask import Request
from webargs.flaskparser import FlaskParser


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
