"""`lembar schema`."""

import json
from pathlib import Path

import click

from lembar.content.jsonschema import json_schema
from lembar.course.documents import FILES
from lembar.errors import EXIT_DONE
from lembar.messages import Messages


def run(say: Messages, kind: str | None, output: Path | None) -> int:
    """Write the JSON Schema of one file kind, or of all into a folder."""
    if kind and not output:
        click.echo(_text(kind), nl=False)
        return EXIT_DONE
    folder = output or Path("schema")
    folder.mkdir(parents=True, exist_ok=True)
    for name in (kind,) if kind else FILES:
        path = folder / f"{name}.schema.json"
        path.write_text(_text(name), "utf-8")
        click.echo(str(path))
    return EXIT_DONE


def _text(kind: str) -> str:
    return json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"
