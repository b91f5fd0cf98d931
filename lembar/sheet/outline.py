"""What a template overrides, offers and asks for: read from its syntax, without running it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import TemplateSyntaxError, meta, nodes
from jinja2.sandbox import SandboxedEnvironment


@dataclass(frozen=True, slots=True)
class Block:
    """Hold a block of a template; a nested one stands in another block."""

    name: str
    line: int
    nested: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold a template that another one includes or imports, and the macros wanted of it."""

    name: str
    line: int
    macros: tuple[str, ...] = ()
    may_lack: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """Hold the outline of one template; places are line numbers."""

    extends: str | None  # the template under it, as it is named
    extends_line: int  # 0: it extends none
    blocks: Mapping[str, Block]
    macros: Mapping[str, int]  # those of the template itself → line
    names: frozenset[str]  # what it sets at its top
    used: frozenset[str]  # names that it calls or looks up
    asked: tuple[Asked, ...]
    leads: frozenset[str | None]  # all that it may ask for; None: it is chosen while it runs
    loose: int | None  # the line of what a child would print outside of blocks


@lru_cache(maxsize=1024)
def outline(source: str, name: str) -> Outline:
    """Return the outline of a template.

    Raises TemplateSyntaxError.
    """
    tree = _parser().parse(source, name)
    named: set[str] = set()
    for each in tree.find_all(nodes.Block):
        if each.name in named:
            raise TemplateSyntaxError(f"block {each.name!r} defined twice", each.lineno, name)
        named.add(each.name)
    extends = next(tree.find_all(nodes.Extends), None)
    plain = extends is not None and extends in tree.body and _text(extends.template)
    return Outline(
        extends=str(plain) if plain else None,
        extends_line=extends.lineno if extends else 0,
        blocks={each.name: each for each in _blocks(tree, False)},
        macros={each.name: each.lineno for each in tree.body if isinstance(each, nodes.Macro)},
        names=frozenset(_set_at_top(tree)),
        used=frozenset(each.name for each in tree.find_all(nodes.Name) if each.ctx == "load"),
        asked=tuple(_asked(tree)),
        leads=frozenset(meta.find_referenced_templates(tree)),
        loose=next((line for each in tree.body for line in _printed(each)), None),
    )


@lru_cache(maxsize=1)
def _parser() -> SandboxedEnvironment:
    return SandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)


def _text(node: nodes.Node) -> str | None:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else None


def _blocks(node: nodes.Node, nested: bool) -> Iterator[Block]:
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield Block(child.name, child.lineno, nested)
        yield from _blocks(child, nested or isinstance(child, nodes.Block))


def _set_at_top(tree: nodes.Template) -> Iterator[str]:
    for each in tree.find_all((nodes.Assign, nodes.AssignBlock)):
        for name in each.find_all(nodes.Name):
            if name.ctx == "store":
                yield name.name


def _asked(tree: nodes.Template) -> Iterator[Asked]:
    for each in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport)):
        assert isinstance(each, nodes.Include | nodes.Import | nodes.FromImport)
        text = _text(each.template)
        if text is None:
            continue  # chosen while it runs
        macros: tuple[str, ...] = ()
        if isinstance(each, nodes.FromImport):
            macros = tuple(name if isinstance(name, str) else name[0] for name in each.names)
        lacks = isinstance(each, nodes.Include) and each.ignore_missing
        yield Asked(text, each.lineno, macros, lacks)


def _printed(node: nodes.Node) -> Iterator[int]:
    """Yield the lines of what a node at the top of a template would print, or do."""
    if isinstance(node, nodes.Block | nodes.Macro | nodes.AssignBlock):
        return
    if isinstance(node, nodes.Output):
        for each in node.nodes:
            if not isinstance(each, nodes.TemplateData):
                yield each.lineno
            elif each.data.strip():
                before = each.data[: len(each.data) - len(each.data.lstrip())]
                yield each.lineno + before.count("\n")
    elif isinstance(node, nodes.Include):
        yield node.lineno
    elif isinstance(node, nodes.Stmt):
        if next(node.find_all(nodes.Block), None):
            yield node.lineno  # a block is one wherever it stands: no condition keeps it back
        for child in node.iter_child_nodes():
            yield from _printed(child)
