"""The Jinja environment: sandboxed and strict; it sees the theme's files and nothing else."""

import re
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType, TracebackType
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.exceptions import TemplateNotFound
from jinja2.loaders import FunctionLoader
from jinja2.sandbox import SandboxedEnvironment

from lembar.course.theme import PARENT, Layer, Logo, Theme, meant, of_layer
from lembar.errors import ContentError, Place, Problem, nearest, problem
from lembar.sheet.sandbox import FILTERS, RefusedError, Sandbox
from lembar.sheet.stamping import Stamping


class _Environment(Sandbox):
    """Find templates in the layers of a theme."""

    def __init__(self, theme: Theme) -> None:
        self._layers = theme.layers
        super().__init__(
            loader=FunctionLoader(self._load),
            autoescape=True,
            undefined=StrictUndefined,
            extensions=[Stamping],
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )

    def _load(self, name: str) -> tuple[str, str, None] | None:
        index, path = of_layer(name)
        source = self._layers[index].files.get(path)
        # The template's name stands in tracebacks, which is how an error finds its line.
        return None if source is None else (source, _MARK + name, None)

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """Return a template: by its path, or as another template names it."""
        if isinstance(name, str) and parent is None:
            name = find(name, self._layers, 0)
        return super().get_template(name, parent, globals)

    def join_path(self, template: str, parent: str) -> str:
        """Return the template that another one names: `parent:` asks the layers below its own."""
        return find(template, self._layers, of_layer(parent)[0] + 1)


@dataclass(frozen=True, slots=True)
class Look:
    """Hold what templates see of the theme: its name, its logo, the assets of its images/."""

    name: str
    logo: Logo | None
    images: Mapping[str, str]


def find(name: str, layers: Sequence[Layer], above: int) -> str:
    """Return which template of which layer a name means; `parent:` looks from `above` on.

    Raises TemplateNotFound.
    """
    found = meant(name, layers, above)
    if found is None:
        raise TemplateNotFound(name)
    return found


def environment(theme: Theme) -> SandboxedEnvironment:
    """Return an environment whose templates are those of a theme, layer by layer."""
    made = _Environment(theme)
    made.globals["theme"] = Look(theme.name, theme.logo, theme.images)
    return made


_MARK = "template:"


@lru_cache(maxsize=8)
def _known(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(names))


def template_error(error: Exception, template: str, theme: Theme) -> ContentError:
    """Turn what Jinja raised into a problem with the template's file and line."""
    where = _innermost(error.__traceback__) or Place(template)
    if isinstance(error, TemplateNotFound):
        return ContentError(missing_template(str(error.name), theme, where))
    if isinstance(error, TemplateSyntaxError):
        where = theme.at_origin(Place(error.name or template, error.lineno))
        return ContentError(_not_read(error, where))
    where = theme.at_origin(where)
    if isinstance(error, RefusedError):
        return ContentError(problem(error.code, where, error.code, "error", **error.values))
    if isinstance(error, MemoryError | RecursionError):
        code = "template-memory" if isinstance(error, MemoryError) else "template-recursion"
        return ContentError(problem(code, where, code))
    message = str(error) if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
    return ContentError(problem("template-error", where, message=_plain(message)))


def _not_read(error: TemplateSyntaxError, where: Place) -> Problem:
    """Tell why a template can't be read; a filter that there is not, with those that there are."""
    message = error.message or ""
    if found := _NO_FILTER.search(message):
        near = nearest(found[1], FILTERS)
        hint = "did-you-mean" if near else "known-words"
        known = ", ".join(sorted(FILTERS))
        return problem("template-filter", where, hint, name=found[1], nearest=near, known=known)
    return problem("template-syntax", where, message=message)


_NO_FILTER = re.compile("^No filter named '(.*)'")


def missing_template(name: str, theme: Theme, where: Place) -> Problem:
    """Tell that a name means no template; `where` is in the one that asks for it."""
    place = theme.at_origin(where)
    path = name.removeprefix(PARENT)
    if name.startswith(PARENT) and path in theme.files:
        below = theme.layers[of_layer(where.file)[0]].name
        return problem("no-parent-template", place, None, template=path, theme=below)
    near = nearest(path, _known(frozenset(theme.files)))
    hint = "did-you-mean" if near else None
    return problem("template-missing", place, hint, template=path, nearest=near)


def template_place(error: BaseException, template: str, theme: Theme) -> Place:
    """Return the line of a template at which something was raised; else where `template` begins."""
    return theme.at_origin(_innermost(error.__traceback__) or Place(template))


def _innermost(trace: TracebackType | None) -> Place | None:
    """Return the template and line nearest to where the error was raised."""
    found = None
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename.startswith(_MARK):
            # Jinja gives its own lines to what is an Exception; that the time is over is none.
            ran = trace.tb_frame.f_globals.get("__jinja_template__")
            line = _line(code, trace.tb_lasti)
            own = line if ran is None else ran.get_corresponding_lineno(line)
            found = Place(code.co_filename.removeprefix(_MARK), own)
        trace = trace.tb_next
    return found


def _line(code: CodeType, at: int) -> int:
    """Return the line of an instruction; of one that has none, the line before it."""
    lines = [line for start, _, line in code.co_lines() if line is not None and start <= at]
    return lines[-1] if lines else code.co_firstlineno


def _plain(message: str) -> str:
    """Take the names of our modules out of Jinja's message."""
    return re.sub(r"'?lembar\.[\w.]+ object'?", "this view", message)
