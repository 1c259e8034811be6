"""A Learning Record Store that holds to what xAPI 1.0.3 says of POST statements: versions, ids, one of each.

python record_store.py PORT FILE
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from ralph.models.xapi.base.statements import BaseXapiStatement

port, file = int(sys.argv[1]), Path(sys.argv[2])
lines = file.read_text("utf-8").splitlines() if file.exists() else []
kept: dict[str, Any] = {one["id"]: one for one in map(json.loads, lines)}


class Store(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path != "/xapi/statements" or not self.headers.get("X-Experience-API-Version", "").startswith("1.0"):
            return self.answer(400, [])
        for statement in body:
            BaseXapiStatement.model_validate(statement)
            if kept.setdefault(statement["id"], statement) != statement:
                return self.answer(409, [])
        with file.open("a", encoding="utf-8") as out:
            for statement in body:
                if statement["id"] not in {json.loads(line)["id"] for line in file.read_text("utf-8").splitlines()}:
                    out.write(json.dumps(statement) + "\n")
                    out.flush()
        return self.answer(200, [one["id"] for one in body])

    def answer(self, status: int, told: list[str]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *_: object) -> None:
        pass


ThreadingHTTPServer(("127.0.0.1", port), Store).serve_forever()
