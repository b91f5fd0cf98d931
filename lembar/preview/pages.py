"""The pages of the preview: the list of documents, and a document with its switches."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from lembar.course.documents import EDITIONS, TIERS
from lembar.course.words import Words, direction_of
from lembar.engine.finder import document_place, tier_name, word_for
from lembar.engine.titles import readable
from lembar.errors import Problem
from lembar.messages import Messages
from lembar.plan import DocumentSet
from lembar.preview.choices import FIELDS, Choice, Settled, Trial, id_of
from lembar.preview.maker import SHOWN
from lembar.preview.pdf import SCALES
from lembar.preview.state import CourseNow, State, View

_VERSION = "@version@"


@dataclass(frozen=True, slots=True)
class Told:
    """Hold a problem in words: its place, what is wrong, how to mend it."""

    severity: str
    kind: str
    code: str
    place: str
    sentence: str
    hint: str
    during: str


@dataclass(frozen=True, slots=True)
class Option:
    """Hold a choice of a switch."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Switch:
    """Hold a switch: what it is for, in words, and its choices."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Hold a link to a document."""

    href: str
    name: str


@dataclass(frozen=True, slots=True)
class Work:
    """Hold the documents of a lesson or assessment, by edition, and whether it is broken."""

    title: str
    href: str
    mark: str
    editions: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True)
class CourseList:
    """Hold what a course has, unit by unit."""

    title: str
    language: str
    direction: str
    mark: str
    units: tuple[tuple[str, tuple[Work, ...]], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Hold a page of a PDF as a picture."""

    src: str
    srcset: str
    width: int
    height: int
    alt: str
    summary: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold what is seen of a document."""

    title: str
    name: str
    language: str
    direction: str
    note: str
    current: bool
    kind: str
    frame: str
    text: str
    pictures: tuple[Picture, ...]
    page: Link | None  # the same as a web page, for who can't see pictures
    file: Link | None


@dataclass(frozen=True, slots=True)
class Pages:
    """Make pages from a state; `base` is the path before all addresses, with a slash at its end."""

    state: State
    say: Messages
    words: Words
    base: str
    folders: Sequence[Path]
    themes: Callable[[], Sequence[str]]  # there may be others meanwhile
    profiles: Callable[[], Sequence[str]]

    def index(self, trial: Trial) -> str:
        """Return the list of all documents."""
        courses = [self.state.course(trial, folder) for folder in self.folders]
        there = [each for each in courses if each]
        told = [each for course in there for each in self._told_of(course, trial)]
        return self._rendered(
            "index.html.j2",
            title=self.say("ui.preview.title"),
            events=self._url("events", self._trial_query(trial)),
            switches=self._trial_switches(trial),
            action=self.base,
            courses=[self._course(each, trial) for each in there],
            **self._panel(told),
        )

    def document(
        self, course: CourseNow, key: str, settled: Settled | None, wanted: Mapping[str, str]
    ) -> str:
        """Return a document with its switches, or why it can't be made."""
        trial = settled.choice.trial if settled else self._trial_of(wanted)
        each = course.sets.get(key)
        query = self._query(settled.choice) if settled else {**wanted}
        title = each.title if each else readable(key.rpartition("/")[2])
        view = self.state.view(settled.choice) if settled else None
        here, elsewhere = self._split(course, key, each, view, trial)
        return self._rendered(
            "document.html.j2",
            title=title,
            events=self._url("events", {"work": id_of(key), **query}),
            switches=self._switches(settled, trial),
            action=self._url(f"work/{id_of(key)}", {}),
            language=course.language,
            direction=direction_of(course.language) if course.language else "",
            course=course.title,
            up=self._url("", self._trial_query(trial)),
            shown=self._shown(course, key, settled, view) if settled else None,
            elsewhere=len(elsewhere),
            **self._panel(here),
        )

    def missing(self) -> str:
        """Return what is said where nothing is."""
        return self._rendered("missing.html.j2", title=self.say("ui.preview.title"), events="")

    def _rendered(self, template: str, **values: object) -> str:
        """Fill a template; the version of a page is a digest of all that it shows."""
        text = (
            _environment()
            .get_template(template)
            .render(
                say=self.say,
                lang=self.say.language,
                dir=direction_of(self.say.language),
                base=self.base,
                version=_VERSION,
                **values,
            )
        )
        return text.replace(_VERSION, hashlib.sha256(text.encode()).hexdigest()[:16])

    def _url(self, path: str, query: Mapping[str, str]) -> str:
        said = urlencode({name: value for name, value in query.items() if value})
        return f"{self.base}{path}{'?' if said else ''}{said}"

    def _trial_query(self, trial: Trial) -> dict[str, str]:
        return {"theme": trial.theme, "profile": trial.profile}

    def _trial_of(self, wanted: Mapping[str, str]) -> Trial:
        return Trial(wanted.get("theme", ""), wanted.get("profile", ""))

    def _query(self, choice: Choice) -> dict[str, str]:
        return {name: getattr(choice, name) for name in FIELDS} | self._trial_query(choice.trial)

    # --- problems ---------------------------------------------------------------------------

    def _told_of(self, course: CourseNow, trial: Trial) -> tuple[Problem, ...]:
        """Return all that is told of a course and of what was made of it."""
        made = (each for key in course.sets for each in self.state.told(trial, key))
        return (*course.problems, *made)

    def _split(
        self,
        course: CourseNow,
        key: str,
        each: DocumentSet | None,
        view: View | None,
        trial: Trial,
    ) -> tuple[list[Problem], list[Problem]]:
        """Return what is told of a set, and what errors there are elsewhere in its course."""
        own = list(view.problems if view else ())
        sources = each.sources if each else ()
        near = [p for p in course.problems if p.place and p.place.file in sources]
        far = [p for p in course.problems if p not in near and p.severity == "error"]
        broken = course.broken or key in course.failed
        if broken and not any(p.severity == "error" for p in near):
            near, far = [*near, *far], []  # one of them is why
        return [*near, *own], far

    def _panel(self, told: Iterable[Problem]) -> dict[str, object]:
        found = sorted(dict.fromkeys(told), key=Problem.sort_key)
        return {
            "errors": [self._told(each) for each in found if each.severity == "error"],
            "warnings": [self._told(each) for each in found if each.severity == "warning"],
        }

    def _told(self, each: Problem) -> Told:
        return Told(
            each.severity,
            self.say(f"ui.{each.severity}"),
            each.code,
            str(each.place or ""),
            self.say.sentence(each),
            self.say.hint(each),
            each.during,
        )

    # --- the list ---------------------------------------------------------------------------

    def _course(self, course: CourseNow, trial: Trial) -> CourseList:
        planned = course.planned.course if course.planned else None
        titles = {unit.slug: unit.title for unit in planned.units} if planned else {}
        works = [(each.unit, self._work(course, each, trial)) for each in course.sets.values()]
        works += [
            (key.split("/")[1], self._unmade(key, trial))
            for key in sorted(course.failed - course.sets.keys())
        ]
        order = {name: at for at, name in enumerate(dict.fromkeys(unit for unit, _ in works))}
        works.sort(key=lambda pair: order[pair[0]])
        return CourseList(
            course.title,
            course.language,
            direction_of(course.language) if course.language else "",
            self.say("ui.preview.broken") if course.broken else "",
            tuple(
                (titles.get(unit) or readable(unit), tuple(work for _, work in same))
                for unit, same in groupby(works, key=lambda pair: pair[0])
            ),
        )

    def _work(self, course: CourseNow, each: DocumentSet, trial: Trial) -> Work:
        found = {(d.edition, d.document) for d in each.documents if d.paths}
        told = self.state.told(trial, each.key)
        mark = ""
        if each.key in course.failed or course.broken:
            mark = self.say("ui.preview.broken")
        elif any(p.severity == "error" for p in told):
            mark = self.say("ui.preview.mistake")
        path = f"work/{id_of(each.key)}"
        editions = tuple(
            (
                self.words(f"edition.{edition}"),
                tuple(
                    Link(
                        self._url(
                            path,
                            {"edition": edition, "document": name} | self._trial_query(trial),
                        ),
                        word_for("document", name, self.words),
                    )
                    for name in sorted((d for e, d in found if e == edition), key=document_place)
                ),
            )
            for edition in EDITIONS
        )
        there = tuple(pair for pair in editions if pair[1])
        return Work(each.title, self._url(path, self._trial_query(trial)), mark, there)

    def _unmade(self, key: str, trial: Trial) -> Work:
        href = self._url(f"work/{id_of(key)}", self._trial_query(trial))
        return Work(readable(key.rpartition("/")[2]), href, self.say("ui.preview.broken"), ())

    # --- switches ---------------------------------------------------------------------------

    def _switches(self, settled: Settled | None, trial: Trial) -> list[Switch]:
        found: list[Switch] = []
        for name in FIELDS if settled else ():
            assert settled is not None
            values = settled.options[name]
            if len(values) > 1:
                chosen = getattr(settled.choice, name)
                options = (Option(v, self._named(name, v), v == chosen) for v in values)
                found.append(Switch(name, self.words(f"index.filter.{name}"), tuple(options)))
        return [*found, *self._trial_switches(trial)]

    def _trial_switches(self, trial: Trial) -> list[Switch]:
        themes = [("", self.say("ui.preview.own-theme")), *((each, each) for each in self.themes())]
        profiles = [("", self.words("index.plain"))]
        profiles += [(each, word_for("profile", each, self.words)) for each in self.profiles()]
        return [
            Switch("theme", self.say("ui.preview.theme"), _options(themes, trial.theme)),
            Switch(
                "profile", self.words("index.filter.profile"), _options(profiles, trial.profile)
            ),
        ]

    def _named(self, field: str, value: str) -> str:
        if not value:
            return self.words("index.plain")
        if field == "form":
            return value
        if field == "tier":
            return tier_name(value, self.words) if value in TIERS else readable(value)
        return word_for(field, value, self.words)

    # --- a document -------------------------------------------------------------------------

    def _shown(self, course: CourseNow, key: str, settled: Settled, view: View | None) -> Shown:
        choice, document = settled.choice, settled.document
        kind = view.kind if view and view.content is not None else ""
        language = document.language
        content = view.content if view and view.content is not None else b""
        whole = course.sets.get(key)
        makeable = whole is not None and key not in course.failed and not course.broken
        href = self._url(f"file/{id_of(key)}", self._query(choice))
        read = self._url(f"read/{id_of(key)}", self._query(choice))
        as_page = makeable and kind == "pdf"
        return Shown(
            document.title,
            word_for("document", document.document, self.words),
            language,
            direction_of(language),
            self._note(settled, view),
            view.current if view else True,
            kind,
            f"{self.base}sheet/{view.name}" if view and kind == "html" else "",
            content.decode("utf-8", "replace") if kind == "md" else "",
            self._pictures(view, language) if view and kind == "pdf" else (),
            Link(read, self.say("ui.preview.read")) if as_page else None,
            Link(href, self._file_name(choice)) if makeable else None,
        )

    def _file_name(self, choice: Choice) -> str:
        key = "ui.preview.open-pdf" if choice.format == "pdf" else "ui.preview.download"
        return self.say(key, format=word_for("format", choice.format, self.words))

    def _note(self, settled: Settled, view: View | None) -> str:
        """Return what is to be known of what is shown."""
        format_ = settled.choice.format
        notes = []
        if not settled.has_profile:
            notes.append(self.say("ui.preview.no-profile"))
        if format_ in ("docx", "pptx"):
            notes.append(
                self.say("ui.preview.sheet", format=word_for("format", format_, self.words))
            )
        if format_ not in SHOWN:
            notes.append(self.say("ui.preview.not-shown"))
        elif view is not None and view.content is None:
            notes.append(self.say("ui.preview.not-made"))
        return " ".join(notes)

    def _pictures(self, view: View, language: str) -> tuple[Picture, ...]:
        """Return the pages of a PDF; PDFium joins the letters of Arabic in a wrong order."""
        total = len(view.pages)
        found = []
        for number, page in enumerate(view.pages, 1):
            place = f"{self.base}page/{view.name}/{number}"
            counted = {"page": self.words.in_digits(str(number)), "total": total}
            found.append(
                Picture(
                    f"{place}/1.png",
                    ", ".join(f"{place}/{scale}.png {scale}x" for scale in SCALES),
                    page.width,
                    page.height,
                    self.say("ui.preview.page", **counted),
                    self.say("ui.preview.text-of-page", page=counted["page"]),
                    page.text if direction_of(language) == "ltr" else "",
                )
            )
        return tuple(found)


def _options(pairs: Iterable[tuple[str, str]], chosen: str) -> tuple[Option, ...]:
    return tuple(Option(value, name, value == chosen) for value, name in pairs)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("lembar.preview", "pages"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
