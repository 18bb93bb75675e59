"""What schemas are made of, in few words. Owns no schema of an answer."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
WHOLE: Schema = {"type": "integer"}
FLAG: Schema = {"type": "boolean"}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def a_list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def a_map(of: Schema) -> Schema:
    return {"type": "object", "additionalProperties": of}


def maybe(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def an_object(*optional: str, **properties: Schema) -> Schema:
    """All properties are always there, but those named first."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


SOURCE: Schema = {"enum": ["model", "template"]}
"""Who worded a text."""
EVIDENCE = a_list(an_object(field=TEXT, value={}, source=TEXT))
