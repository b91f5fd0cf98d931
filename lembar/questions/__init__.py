"""Question types, one file each: every module of this folder that has a `TYPE`."""

from importlib import import_module
from pkgutil import iter_modules

from lembar.questions.writing import Field, FieldKind, Made, QuestionType, Writing

__all__ = ["TYPES", "Field", "FieldKind", "Made", "QuestionType", "Writing"]


def _find() -> dict[str, QuestionType]:
    """Collect the types; refuse two of one name."""
    found: dict[str, QuestionType] = {}
    for module in sorted(info.name for info in iter_modules(__path__)):
        kind = getattr(import_module(f"{__name__}.{module}"), "TYPE", None)
        if kind is None:
            continue
        if kind.name in found:
            raise RuntimeError(f"two question types are named {kind.name}")
        found[kind.name] = kind
    return found


TYPES: dict[str, QuestionType] = _find()
