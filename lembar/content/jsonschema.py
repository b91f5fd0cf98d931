"""Make JSON Schemas (2020-12) from the model, for editors that help while one writes."""

from typing import Any

from lembar.content.schema import RECORDS, REQUESTS, Holds, Key, Record
from lembar.course.documents import DOCUMENTS, formats_of


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a file kind."""
    definitions = {
        name: _record(record) for name, record in RECORDS.items() if name not in ("lesson",)
    }
    entry = [name for name in RECORDS if name.startswith("item-")]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": RECORDS[kind].does,
        **_record(RECORDS[kind]),
        "$defs": {
            **definitions,
            "item": {"anyOf": [{"$ref": f"#/$defs/{name}"} for name in entry]},
            "request": {"anyOf": [{"$ref": f"#/$defs/{name}"} for name in REQUESTS + tuple(entry)]},
        },
    }


def _record(record: Record) -> dict[str, Any]:
    """Return the schema of a mapping; a question type is told by its `type`."""
    properties: dict[str, Any] = {name: _key(key, record) for name, key in record.keys.items()}
    if record.name.startswith("item-"):
        properties["type"] = {"const": record.name.removeprefix("item-")}
    return {
        "description": record.does,
        "type": "object",
        "additionalProperties": False,
        "required": [name for name, key in record.keys.items() if key.required],
        "properties": properties,
    }


def _key(key: Key, record: Record) -> dict[str, Any]:
    return {"description": key.does, **_held(key, record)}


def _held(key: Key, record: Record) -> dict[str, Any]:
    # A text may look like a number to an editor (`year: 2026`): Lembar takes it as typed.
    text: dict[str, Any] = (
        {"enum": list(key.words)} if key.words else {"type": ["string", "number", "boolean"]}
    )
    if key.holds is Holds.MARKDOWN:
        return {"type": "string"}
    if key.holds is Holds.WORDS:
        return {"anyOf": [text, {"type": "array", "items": text}]}
    if key.holds is Holds.COUNT:
        return {"type": "integer", "minimum": 1}
    if key.holds is Holds.TRUTH:
        return {"type": "boolean"}
    if key.holds is Holds.MAPPING:
        return {"type": "object"}
    if key.holds is Holds.RECORD:
        return {"$ref": f"#/$defs/{key.record}"}
    if key.holds is Holds.RECORDS:
        return {"type": "array", "items": {"$ref": f"#/$defs/{key.record}"}}
    if key.holds is Holds.ENTRIES:
        inner = "request" if record.name in ("assessment", "section") else "item"
        return {"type": "array", "items": {"$ref": f"#/$defs/{inner}"}}
    if key.holds is Holds.FORMATS:
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: _formats(name) for name in DOCUMENTS},
        }
    return text


def _formats(document: str) -> dict[str, object]:
    """Return a format or a list of formats, of those that a document can have."""
    one = {"enum": list(formats_of(document))}
    return {"anyOf": [one, {"type": "array", "items": one}]}
