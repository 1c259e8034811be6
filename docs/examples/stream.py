"""Reads the broker's stream: python stream.py amqp://reader:…@broker/%2F bascule.stream events.ndjson (needs pika)"""

import json
import sys
from pathlib import Path

import pika

url, stream, file = sys.argv[1], sys.argv[2], Path(sys.argv[3])
kept = file.read_text("utf-8").splitlines() if file.exists() else []
offset = json.loads(kept[-1])["offset"] + 1 if kept else "first"
channel = pika.BlockingConnection(pika.URLParameters(url)).channel()
channel.basic_qos(prefetch_count=100)
with file.open("a", encoding="utf-8") as out:
    consumed = channel.consume(stream, arguments={"x-stream-offset": offset})
    for method, properties, body in consumed:
        headers = properties.headers
        event = {
            name.removeprefix("cloudEvents_"): headers[name] for name in headers if name.startswith("cloudEvents_")
        }
        line = event | {"offset": headers["x-stream-offset"], "data": json.loads(body)}
        out.write(json.dumps(line, ensure_ascii=False) + "\n")
        out.flush()
        channel.basic_ack(method.delivery_tag)
