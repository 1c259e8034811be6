"""A small valid value of a JSON Schema, so that a request is refused for who sends it and not for what it says."""

from typing import Any

PLAIN = {"boolean": True, "number": 1.0, "object": {}, "array": [], "null": None}
FORMATS = {
    "date": "2026-06-01",
    "date-time": "2026-06-19T10:00:00+00:00",
    "email": "somebody@demo.example",
    "url": "https://demo.example/1",
    "uri": "https://demo.example/1",
}
SPECIAL: dict[str, Any] = {"country": "FR", "department": "23", "zone": "Europe/Paris"}
"""Fields whose rule the schema cannot say."""


def body(operation: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """What to send as keyword arguments of a test client's request, for an operation of an OpenAPI document."""
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        return {"json": value(content["application/json"]["schema"], document)}
    for kind in content:
        if kind == "multipart/form-data":
            return {"data": value(content[kind]["schema"], document), "content_type": kind}
        return {"data": b"x", "content_type": kind}
    return {}


def query(operation: dict[str, Any], document: dict[str, Any], known: dict[str, str]) -> dict[str, Any]:
    """The parameters that must be in the query; those that are known by name have their value from there."""
    asked = [one for one in operation.get("parameters", ()) if one["in"] == "query" and one.get("required")]
    return {one["name"]: known.get(one["name"]) or value(one["schema"], document, one["name"]) for one in asked}


def value(schema: dict[str, Any], document: dict[str, Any], name: str = "") -> Any:
    """A value that the schema allows, with the fields that are required; where none is, its words."""
    if "$ref" in schema:
        return value(document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], document, name)
    for key in ("allOf", "anyOf", "oneOf"):
        if key in schema:
            return value(schema[key][0], document, name)
    if name in SPECIAL:
        return SPECIAL[name]
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "object")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        known = schema.get("properties", {})
        required = set(schema.get("required", ())) | (set(SPECIAL) & set(known)) or {"body"} & set(known)
        return {one: value(schema["properties"][one], document, one) for one in sorted(required)}
    if kind == "array" and schema.get("minItems"):
        return [value(schema["items"], document, name)] * schema["minItems"]
    if kind == "integer":
        return max(1, schema.get("minimum", 1))
    if kind == "string":
        return FORMATS.get(schema.get("format", ""), "x" * max(3, schema.get("minLength", 1)))
    return PLAIN[kind]
