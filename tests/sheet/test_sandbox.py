"""The sandbox: what templates see leads to nothing that is not for them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from lembar.content.loader import Options
from lembar.course.tree import Element
from lembar.course.words import Words
from lembar.engine.prepare import PlannedCourse, prepare
from lembar.engine.project import find_project
from lembar.plan import Document
from lembar.sheet.sandbox import FILTERS, RefusedError, Sandbox
from tests.built import ROOT

BOX = Sandbox(autoescape=True)


def filled(template: str, **values: Any) -> str:
    return BOX.from_string(template).render(**values)


def documents() -> list[tuple[PlannedCourse, Document]]:
    prepared = prepare(find_project((ROOT / "content/linear-motion",), ROOT), Options())
    (course,) = prepared.courses
    return [(course, each) for sets in course.sets for each in sets.documents if each.template]


def seen(root: object) -> Iterable[object]:
    """Yield all that a template reaches from an object, by attributes and entries."""
    waiting, known = [root], set()
    while waiting:
        at = waiting.pop()
        if id(at) in known or isinstance(at, str | int | float | None):
            continue
        known.add(id(at))
        yield at
        if isinstance(at, Mapping):
            waiting.extend(at.values())
        elif isinstance(at, list | tuple):
            waiting.extend(at)
        for name in dir(at):
            try:
                value = getattr(at, name)
            except AttributeError:
                continue
            if BOX.is_safe_attribute(at, name, value) and not callable(value):
                waiting.append(value)


def test_from_a_pupils_view_no_way_leads_to_a_teachers() -> None:
    pupils = [each for _, each in documents() if each.edition == "student"]
    assert len(pupils) > 10
    kinds = {type(at) for each in pupils for at in seen(each)}
    modules = {kind.__module__ for kind in kinds}
    assert "lembar.views.student" in modules
    assert not {each for each in modules if each in ("lembar.views.teacher", "lembar.course.item")}
    secrets = {"accepted", "correct", "answers", "positions", "explanation", "feedback", "model"}
    assert not {kind for kind in kinds if secrets & set(getattr(kind, "__slots__", ()))}


def test_nothing_that_templates_see_can_be_changed() -> None:
    """What is alike for all documents of a process would else go from one to another."""
    for course, each in documents():
        for at in (*seen(each), *seen(course.words)):
            assert not isinstance(at, list | set | bytearray), at


def test_no_module_class_or_function_is_seen() -> None:
    for _, each in documents():
        for at in seen(each):
            assert not isinstance(at, type), at
            assert not callable(at), at


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("{{ x.__class__ }}", "template-attribute"),
        ("{{ x['__class__'] }}", "template-attribute"),
        ("{{ words.entries }}", "template-attribute"),
        ("{{ words.in_digits('1') }}", "template-attribute"),
        ("{{ e.place }}", "template-attribute"),
        ("{{ e.with_attributes(id='x') }}", "template-attribute"),
        ("{{ [].extend }}", "template-attribute"),
        ("{{ {}.setdefault }}", "template-attribute"),
        ("{{ dict.fromkeys }}", "template-attribute"),
        ("{{ 'a'.zfill(999999999) }}", "template-attribute"),
        ("{{ 'a'.ljust(999999999) }}", "template-attribute"),
        ("{{ 2 ** 65 }}", "template-large"),
        ("{{ [0] * 10000000 }}", "template-large"),
        ("{{ 10000000 * 'ab' }}", "template-large"),
        ("{{ range(99999999999999999999)|length }}", "template-range"),
        ("{{ range(-5, 99999, 3)|length }}", "template-range"),
        ("{{ 'a %s' % 1 }}", "template-operator"),
        ("{{ e }}", "template-prints"),
        ("{{ range }}", "template-prints"),
    ],
)
def test_what_is_not_for_templates_is_refused(template: str, code: str) -> None:
    values = {"x": "", "e": Element("p"), "words": Words("en", {}, lambda n: 0)}
    with pytest.raises(RefusedError) as caught:
        filled(template, **values)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("template", "made"),
    [
        ("{{ 7 % 3 }} {{ 2 ** 10 }} {{ 3 * 4 }} {{ 'a' * 3 }} {{ [1] + [2] == [1, 2] }}",
         "1 1024 12 aaa True"),
        ("{% for n in range(3) %}{{ loop.index }}{{ loop.last }} {% endfor %}",
         "1False 2False 3True "),
        ("{% set n = namespace(x=1) %}{% set n.x = n.x + 1 %}{{ n.x }}", "2"),
        ("{% set l = [] %}{% set _ = l.append('a') %}{{ l|join }}", "a"),
        ("{% macro m(a) %}{{ a }}{{ caller() }}{% endmacro %}{% call m(1) %}x{% endcall %}", "1x"),
        ("{{ e.tag }} {{ e.get('id', 'none') }} {{ {'a': 1}.items()|list|length }}", "p none 1"),
        ("{{ 'a b'.split(' ')|join('-') }} {{ 'x.y'.partition('.')|first }}", "a-b x"),
        ("{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}", "ab"),
        ("{{ 1.5 }} {{ none }} {{ true }}", "1.5 None True"),
    ],
)  # fmt: skip
def test_what_is_for_templates_works(template: str, made: str) -> None:
    assert filled(template, e=Element("p")) == made


def test_the_guide_names_the_filters() -> None:
    guide = (ROOT / "docs/publisher.md").read_text("utf-8")
    (line,) = [each for each in guide.splitlines() if "Jinja's filters" in each]
    named = set(re.findall(r"`([a-z]+)`", line.partition("filters")[2].partition(". Texts")[0]))
    assert named == FILTERS - {"d", "e"}
    assert not FILTERS & {"attr", "format", "center", "xmlattr", "random", "pprint", "tojson"}
