"""What templates may see and do: values of views, a list of filters, and nothing that is large.

Jinja's sandbox keeps what begins with `_` and what Python is made of from templates. This one
turns it around: there is a list of what may be seen, and what is not on it is an error that names
it. How long a template runs, and how much memory it takes, is bounded where it runs.
"""

from collections.abc import Mapping
from dataclasses import is_dataclass
from enum import Enum
from typing import Any, NoReturn

from jinja2 import Undefined
from jinja2.environment import TemplateModule
from jinja2.exceptions import TemplateRuntimeError
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace

from lembar.course.tree import Element
from lembar.course.words import Words


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


FILTERS = _names(
    "abs batch capitalize count d default dictsort e escape first float groupby int items join"
    " last length list lower map max min reject rejectattr replace reverse round safe select"
    " selectattr slice sort string striptags sum title trim truncate unique upper wordcount"
)
"""The filters that templates have; those that Jinja has besides print what is never the same
twice, pad to any width, or reach for attributes by other ways."""

GLOBALS = frozenset({"range", "dict", "cycler", "joiner", "namespace"})

_OF_TEXT = _names(
    "capitalize casefold count endswith find isalnum isalpha isdecimal isdigit islower isspace"
    " isupper lower lstrip partition removeprefix removesuffix replace rfind rpartition rsplit"
    " rstrip split splitlines startswith strip swapcase title upper value name"
)
_OF_MAPPING = frozenset({"get", "items", "keys", "values"})
_OF_KIND: tuple[tuple[type, frozenset[str]], ...] = (
    (Element, frozenset({"tag", "attributes", "children", "get"})),
    (Words, frozenset({"language", "number"})),
    (str, _OF_TEXT),
    (Enum, frozenset({"value", "name"})),
    (list, frozenset({"append", "count", "index"})),
    (tuple, frozenset({"count", "index"})),
    (Mapping, _OF_MAPPING),
    (Cycler, frozenset({"current", "next", "reset"})),
)
# What Jinja makes of a template's own loops, macros, blocks and variables.
_OWN = (LoopContext, Macro, BlockReference, TemplateReference, TemplateModule, Namespace, Joiner)

_LONGEST = 1_000_000  # signs, or entries of a list
_LARGEST = 1 << 128
_RANGE = 10_000


class RefusedError(TemplateRuntimeError):
    """Say that a template wants what it may not have: `code` and `values` are of the problem."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Sandbox(SandboxedEnvironment):
    """Let templates see and do what is listed above."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, finalize=_printed)
        self.filters = {name: each for name, each in self.filters.items() if name in FILTERS}
        self.globals = {name: each for name, each in self.globals.items() if name in GLOBALS}
        self.globals["range"] = _range

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Say whether a template may see an attribute."""
        return super().is_safe_attribute(obj, attr, value) and _is_seen(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Leave out what fills texts: the list above has no such method."""

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """Refuse an attribute that may not be seen."""
        raise RefusedError("template-attribute", name=attribute)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Calculate, unless what comes of it would be large."""
        if operator == "%" and isinstance(left, str | bytes):
            raise RefusedError("template-operator", operator="%")
        if operator == "**" and (abs(left) > _RANGE or abs(right) > 64):
            _too_large()
        if operator in "*+" and _size(operator, left, right) > _LONGEST:
            _too_large()
        made = super().call_binop(context, operator, left, right)
        if isinstance(made, int) and abs(made) > _LARGEST:
            _too_large()
        return made


def _is_seen(obj: Any, attr: str, value: Any) -> bool:
    for kind, names in _OF_KIND:
        if isinstance(obj, kind):
            return attr in names
    if isinstance(obj, _OWN):
        return True
    # Of our own records, what they hold; what they can do is not for templates.
    return is_dataclass(obj) and not isinstance(obj, type) and not callable(value)


def _printed(value: Any) -> Any:
    """Return what is printed; what is no text or number would print how Python writes it."""
    if isinstance(value, str | int | float | Undefined) or value is None:
        return value
    raise RefusedError("template-prints", kind=type(value).__name__)


def _size(operator: str, left: Any, right: Any) -> int:
    """Return how long a text or a list becomes; 0 for numbers."""
    lengths = [len(each) if hasattr(each, "__len__") else None for each in (left, right)]
    if lengths == [None, None]:
        return 0
    if operator == "+":
        return sum(each or 0 for each in lengths)
    times = [each for each in (left, right) if isinstance(each, int)]
    return max(each or 0 for each in lengths) * (max(times) if times else 1)


def _range(*numbers: int) -> range:
    made = range(*numbers)
    # A range may be longer than any length that Python can say.
    if made[_RANGE:]:
        raise RefusedError("template-range", most=_RANGE)
    return made


def _too_large() -> NoReturn:
    raise RefusedError("template-large")
