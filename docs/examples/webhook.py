"""Receives webhooks and keeps each event once: python webhook.py 8099 whsec_… events.ndjson (needs standardwebhooks)"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from standardwebhooks import Webhook, WebhookVerificationError

port, webhook, file = int(sys.argv[1]), Webhook(sys.argv[2]), Path(sys.argv[3])
seen = {json.loads(line)["id"] for line in file.read_text("utf-8").splitlines()} if file.exists() else set()


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            told = webhook.verify(body, dict(self.headers))
        except WebhookVerificationError:
            return self.answer(401)
        with file.open("a", encoding="utf-8") as out:
            for event in told if isinstance(told, list) else [told]:
                if event["id"] not in seen:  # delivered at least once: keep it once
                    out.write(json.dumps(event, ensure_ascii=False) + "\n")
                    seen.add(event["id"])
        return self.answer(204)

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


ThreadingHTTPServer(("127.0.0.1", port), Receiver).serve_forever()
