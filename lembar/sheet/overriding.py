"""Look at what a theme overrides: what Jinja would pass over in silence is told with its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from jinja2 import TemplateSyntaxError
from jinja2.exceptions import TemplateNotFound

from lembar.content.tokens import STYLE_SHEETS
from lembar.course.theme import PARENT, Theme, in_layer, of_layer
from lembar.errors import Place, Problem, Problems, nearest
from lembar.sheet.environment import find, missing_template
from lembar.sheet.outline import Outline, outline

_ENDING = ".html.j2"
_EXTENDS = re.compile(r"\{%[-+]?\s*extends\b")
_NAMED = re.compile(r"""["'](?:parent:)?([\w./-]+\.j2)["']""")


def check_templates(theme: Theme) -> list[Problem]:
    """Return what is wrong with the templates and style sheets that a theme lays over others.

    The built-in themes that lie under all are taken to be right, except where a theme took away
    from under them what they stand on.
    """
    check = _Check(theme)
    for index, layer in enumerate(theme.layers):
        for path, source in layer.files.items():
            if not path.endswith(".j2"):
                continue
            if not layer.built_in:
                check.own(in_layer(index, path))
            elif _EXTENDS.search(source):
                check.stands(in_layer(index, path))
    check.files()
    return list(check.problems)


def hooks(theme: Theme, name: str) -> dict[str, str]:
    """Return the blocks of a template, inherited ones too, with the template that has each last.

    Raises TemplateSyntaxError and TemplateNotFound.
    """
    found: dict[str, str] = {}
    check = _Check(theme)
    for each in (name, *check.parents(name)):
        for block in check.outline(each).blocks:
            found.setdefault(block, each)
    return found


@dataclass(slots=True)
class _Check:
    """Hold a theme while its templates are looked at."""

    theme: Theme
    problems: Problems = field(default_factory=Problems)

    def outline(self, name: str) -> Outline:
        """Return the outline of a template of one layer."""
        index, path = of_layer(name)
        return outline(self.theme.layers[index].files[path], name)

    def find(self, asked: str, by: str) -> str:
        """Return which template is meant by what another one asks for."""
        return find(asked, self.theme.layers, of_layer(by)[0] + 1)

    def parents(self, name: str) -> list[str]:
        """Return the templates that one extends, the nearest first; stops where it comes back."""
        found: list[str] = []
        at = self.outline(name)
        while at.extends is not None:
            parent = self.find(at.extends, found[-1] if found else name)
            if parent in (name, *found):
                break
            found.append(parent)
            at = self.outline(parent)
        return found

    def at(self, name: str, line: int, word: str) -> Place:
        """Return the place of a word in a line of a template."""
        index, path = of_layer(name)
        layer = self.theme.layers[index]
        text = "".join(layer.files[path].splitlines()[line - 1 : line])
        return Place(layer.origins[path], line, text.find(word) + 1 or 1)

    def own(self, name: str) -> None:
        """Look at a template of a theme that is not built in."""
        try:
            read = self.outline(name)
        except TemplateSyntaxError as error:
            place = self.theme.at_origin(Place(name, error.lineno))
            self.problems.add("template-syntax", place, message=error.message)
            return
        except RecursionError:
            self.problems.add("template-nested", self.theme.at_origin(Place(name)))
            return
        self._asked(name, read)
        if read.extends_line and self._extends(name, read):
            self._child(name, read)

    def stands(self, name: str) -> None:
        """Look whether a built-in template still finds the blocks that it fills."""
        try:
            parents = self.parents(name)
            known = {block for each in parents for block in self.outline(each).blocks}
            ends = not parents or self.outline(parents[-1]).extends is None
        except (TemplateSyntaxError, TemplateNotFound, RecursionError):
            return  # told where it is
        index, path = of_layer(name)
        for block in self.outline(name).blocks.values():
            if ends and parents and not block.nested and block.name not in known:
                self.problems.add(
                    "block-gone",
                    self.at(parents[0], 1, ""),
                    "block-gone",
                    block=block.name,
                    template=path,
                    theme=self.theme.layers[index].name,
                )

    def _extends(self, name: str, read: Outline) -> bool:
        """Say whether the parent of a template is one; report it if it is not."""
        line = read.extends_line
        if read.extends is None:
            place = self.at(name, line, "{%")
            self.problems.add("extends-not-plain", place, "extends-not-plain")
            return False
        try:
            parent = self.find(read.extends, name)
        except TemplateNotFound:
            self._missing(read.extends, name, line)
            return False
        seen = [name]
        while parent not in seen:
            seen.append(parent)
            try:
                at = self.outline(parent)
                if at.extends is None:
                    return True
                parent = self.find(at.extends, parent)
            except (TemplateSyntaxError, TemplateNotFound, RecursionError):
                return False  # told where it is
        path = of_layer(name)[1]
        if parent == name and read.extends != f"{PARENT}{path}":
            hint = "rewritten" if read.extends == path else None
            right = f'{{% extends "{PARENT}{path}" %}}'
            place = self.at(name, line, "{%")
            self.problems.add(
                "template-extends-itself", place, hint, template=path, rewritten=right
            )
        return False

    def _child(self, name: str, read: Outline) -> None:
        """Look for blocks that no parent has, and for what stands outside of them."""
        known = {block for each in self.parents(name) for block in self.outline(each).blocks}
        for block in read.blocks.values():
            if not block.nested and block.name not in known:
                self._unknown("unknown-template-block", name, block.line, block.name, known)
        if read.loose is not None:
            place = self.at(name, read.loose, "")
            self.problems.add("outside-blocks", place, "outside-blocks")
        path = of_layer(name)[1]
        if not any(path in _NAMED.findall(text) for text in self._others(name)):
            offered = {m for each in self.parents(name) for m in self.outline(each).macros} | known
            for macro, line in read.macros.items():
                if macro not in read.used:
                    self._unknown("unknown-macro", name, line, macro, offered)

    def _others(self, name: str) -> Iterator[str]:
        for index, layer in enumerate(self.theme.layers):
            for path, text in layer.files.items():
                if path.endswith(".j2") and in_layer(index, path) != name:
                    yield text

    def _asked(self, name: str, read: Outline) -> None:
        """Look whether the templates that one includes or imports are there."""
        for each in read.asked:
            try:
                found = self.outline(self.find(each.name, name))
            except TemplateNotFound:
                if not each.may_lack:
                    self._missing(each.name, name, each.line)
                continue
            except (TemplateSyntaxError, RecursionError):
                continue  # told where it is
            known = {*found.macros, *found.names}
            for macro in each.macros:
                if macro not in known:
                    self._unknown("unknown-macro", name, each.line, macro, known)

    def _missing(self, asked: str, name: str, line: int) -> None:
        told = missing_template(asked, self.theme, Place(name, line))
        self.problems.extend([replace(told, place=self.at(name, line, asked))])

    def _unknown(self, code: str, name: str, line: int, word: str, known: set[str]) -> None:
        near = nearest(word, known)
        hint = "did-you-mean" if near else "known-words"
        listed = ", ".join(sorted(known)) or "–"
        place = self.at(name, line, word)
        self.problems.add(code, place, hint, name=word, nearest=near, known=listed)

    def files(self) -> None:
        """Look for files that nothing would ever use: their names are misspelt."""
        layers = self.theme.layers
        named = {
            path
            for layer in layers
            for text in layer.files.values()
            for path in _NAMED.findall(text)
        }
        for index, layer in enumerate(layers[:-1]):
            below = {path for each in layers[index + 1 :] for path in each.files}
            for path, origin in layer.origins.items():
                if path in below or path in named or path.endswith(".po") or layer.built_in:
                    continue
                sheet = path.endswith(".css")
                if sheet and path in STYLE_SHEETS:
                    continue
                known = STYLE_SHEETS if sheet else [each for each in below if _ENDING in each]
                near = nearest(path, known)
                hint = "did-you-mean" if near else None
                self.problems.add("unused-file", Place(origin), hint, nearest=near)
