"""Reads the events of a course over HTTP, and goes on where it stopped, whoever was restarted meanwhile.

BASCULE_TOKEN=bsc_… python pull.py https://bascule.example innovation-publique events.ndjson
"""

import json
import os
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

url, course, file = sys.argv[1], sys.argv[2], Path(sys.argv[3])


def last_cursor() -> str:
    """Of the last whole line that was written; what a crash left half written is cut off."""
    kept = file.read_bytes() if file.exists() else b""
    kept = kept[: kept.rfind(b"\n") + 1]
    file.write_bytes(kept)
    return json.loads(kept.splitlines()[-1])["cursor"] if kept else ""


while True:
    asked = {"course": course, "follow": "1"} | ({"after": cursor} if (cursor := last_cursor()) else {})
    request = urllib.request.Request(f"{url}/api/reporting/events?{urllib.parse.urlencode(asked)}")
    request.add_header("Authorization", f"Bearer {os.environ['BASCULE_TOKEN']}")
    try:
        with urllib.request.urlopen(request, timeout=60) as lines, file.open("ab") as out:
            for line in lines:
                if line.strip():  # an empty line only tells that the connection lives
                    out.write(line)
                    out.flush()
    except OSError as error:
        print(f"again in a second: {error}", file=sys.stderr)
        time.sleep(1)
