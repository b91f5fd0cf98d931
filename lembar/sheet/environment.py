"""The Jinja environment: sandboxed and strict; it sees the theme's files and nothing else."""

import re
import traceback
from collections.abc import Mapping
from functools import lru_cache
from types import TracebackType
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.exceptions import TemplateNotFound
from jinja2.loaders import FunctionLoader
from jinja2.sandbox import SandboxedEnvironment

from lembar.course.tree import Element
from lembar.errors import ContentError, Place, nearest, problem
from lembar.sheet.stamping import Stamping


class _Sandbox(SandboxedEnvironment):
    """Keep from templates where an element stands in its file.

    The line of an entry gives away the right order that its author wrote, and the column of what
    follows a gap how long the answer is.
    """

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Say whether a template may see an attribute."""
        if isinstance(obj, Element) and attr == "place":
            return False
        return super().is_safe_attribute(obj, attr, value)


def environment(files: Mapping[str, str]) -> SandboxedEnvironment:
    """Return an environment whose templates are `files`, by path."""

    def load(name: str) -> tuple[str, str, None] | None:
        source = files.get(name)
        # The file's name stands in tracebacks, which is how an error finds its line.
        return None if source is None else (source, _MARK + name, None)

    return _Sandbox(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=[Stamping],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )


_MARK = "template:"


@lru_cache(maxsize=8)
def _known(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(names))


def template_error(
    error: Exception, template: str, files: Mapping[str, str], origins: Mapping[str, str]
) -> ContentError:
    """Turn what Jinja raised into a problem with the template's file and line."""
    if isinstance(error, TemplateNotFound):
        near = nearest(str(error.name), _known(frozenset(files)))
        hint = "did-you-mean" if near else None
        where = Place(origins.get(template, template))
        return ContentError(
            problem("template-missing", where, hint, template=error.name, nearest=near)
        )
    if isinstance(error, TemplateSyntaxError):
        where = Place(origins.get(error.name or template, error.name or template), error.lineno)
        return ContentError(problem("template-syntax", where, message=error.message))
    name, line = _innermost(error.__traceback__) or (template, 1)
    message = str(error) if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
    return ContentError(
        problem("template-error", Place(origins.get(name, name), line), message=_plain(message))
    )


def _innermost(trace: TracebackType | None) -> tuple[str, int] | None:
    """Return the template and line nearest to where the error was raised."""
    found = None
    for frame, line in traceback.walk_tb(trace):
        if frame.f_code.co_filename.startswith(_MARK):
            found = (frame.f_code.co_filename.removeprefix(_MARK), line)
    return found


def _plain(message: str) -> str:
    """Take the names of our modules out of Jinja's message."""
    return re.sub(r"'?lembar\.[\w.]+ object'?", "this view", message)
