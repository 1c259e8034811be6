"""Bare pages: a Jinja template of the size that is asked for, after the calls to services that are asked for.

No session, no languages, no forms, no policy, no notices; each call as plain httpx makes it, side by side under gevent.
`BENCH_PAGES` names a JSON file: by path, `size` in bytes and `calls`, each a `url` and its `headers`.
"""

import json
import os
from pathlib import Path
from typing import Any

import gevent
import httpx
from flask import Flask, abort

LINE = "Un parcours, des milliers d'agents publics, et la même envie de bien faire. " * 2
TEMPLATE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>{{ title }}</title></head><body><h1>{{ title }}</h1>
{% for line in lines %}
<p class="line" id="line-{{ loop.index }}">{{ line }}</p>
{% endfor %}
<p>{{ answers }}</p></body></html>
"""


def create_app() -> Flask:
    app = Flask("bare")
    pages: dict[str, Any] = json.loads(Path(os.environ["BENCH_PAGES"]).read_text("utf-8"))
    client = httpx.Client(trust_env=False, limits=httpx.Limits(max_connections=500))
    template = app.jinja_env.from_string(TEMPLATE)

    def ask(call: dict[str, Any]) -> Any:
        return client.get(call["url"], headers=call["headers"]).json()

    @app.get("/readyz")
    def readyz() -> str:
        return "ready"

    @app.get("/page/<path:name>")
    def show(name: str) -> str:
        page = pages.get(name) or abort(404)
        asking = [gevent.spawn(ask, call) for call in page["calls"]]
        answers = [one.get() for one in asking]
        lines = [LINE] * (page["size"] // (len(LINE.encode()) + 45))
        return template.render(title=name, lines=lines, answers=len(answers))

    return app
