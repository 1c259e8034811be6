"""The drawings of a report and what they say in words, as they stand now: what was taken back is shown no more."""

import base64
import json
import time
from typing import Any

import httpx

from reporting.api.enrolment import asking

MOST = 24
TOGETHER = 5.0
"""Seconds for all pictures; those that come later are left to their words."""
WIDTH = 1280
Drawings = dict[str, dict[str, str]]


def of_report(made: bytes, course: str) -> Drawings:
    """By id, `alternative` in words and `picture` as a data: URL, empty where it could not be had in time."""
    wanted = {one["sketchnote"] for one in json.loads(made)["sketchnotes"]}
    if not wanted:
        return {}
    try:
        with asking() as enrolment:
            page = enrolment.get(f"/courses/{course}/sketchnotes", params={"limit": 100}).raise_for_status().json()
            shown = [one for one in page["items"] if one["id"] in wanted][:MOST]
            return _with_pictures(enrolment, course, shown)
    except (httpx.HTTPError, ValueError, KeyError):
        return {}


def _with_pictures(enrolment: httpx.Client, course: str, shown: list[dict[str, Any]]) -> Drawings:
    until = time.monotonic() + TOGETHER
    found = {one["id"]: {"alternative": one["alternative"], "picture": ""} for one in shown}
    for one in shown:
        if time.monotonic() < until:
            found[one["id"]]["picture"] = _picture(enrolment, f"/courses/{course}/files/{one['file']}", one["width"])
    return found


def _picture(enrolment: httpx.Client, path: str, width: int) -> str:
    """Small pictures have no thumbnail, and are small."""
    try:
        answer = enrolment.get(path, params={"width": WIDTH} if width > WIDTH else {}).raise_for_status()
    except httpx.HTTPError:
        return ""
    kind = answer.headers["content-type"]
    return f"data:{kind};base64,{base64.b64encode(answer.content).decode()}" if kind.startswith("image/") else ""
