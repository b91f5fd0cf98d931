"""Read assessments: a file in assessments/, or a `questions` block inside a lesson."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lembar.content import yaml
from lembar.content.items import Defaults, ItemReader, check_objective
from lembar.content.markdown import Source, blocks
from lembar.content.marks import mark
from lembar.content.quota import quota
from lembar.content.schema import RECORDS, REQUESTS
from lembar.content.silence import silenced
from lembar.content.take import Taken, take
from lembar.content.yaml import Scalar, Value
from lembar.course.assessment import (
    Assessment,
    Correction,
    Draw,
    Inline,
    Kind,
    Request,
    Section,
    Total,
    Use,
)
from lembar.course.item import Entry, Group, items_of
from lembar.course.tiers import Tier
from lembar.course.tree import Nodes
from lembar.errors import Place, Problems

_MOST_COPIES = 6


@dataclass(frozen=True, slots=True)
class AssessmentReader:
    """Read the assessments of one unit; `scope` is what their seeds begin with."""

    scope: str
    items: ItemReader
    problems: Problems

    def file(self, value: Value, slug: str) -> Assessment | None:
        """Return the assessment of a file, or None if something in it is wrong."""
        before = self.problems.failures
        taken = take(value, RECORDS["assessment"], self.problems)
        if taken is None or not taken.whole:
            return None
        for named in taken.words("objectives"):
            check_objective(
                named, taken.place_of("objectives"), self.items.objectives, self.problems
            )
        self._check_forms(taken)
        tiers = taken.words("tiers") or (Tier.CORE,)
        if len(set(tiers)) < len(tiers):
            self.problems.add("same-tier", taken.place_of("tiers"), "same-tier")
        made = Assessment(
            slug=slug,
            seed=taken.text("seed") or f"{self.scope}/{slug}",
            title=taken.text("title"),
            kind=Kind(taken.text("kind")),
            sections=self._sections(taken),
            place=taken.place,
            forms=taken.words("forms") or ("",),
            tiers=tuple(each for each in Tier if each in tiers),
            topic=taken.text("topic"),
            event=taken.text("event"),
            duration=taken.count("duration"),
            date=taken.text("date"),
            objectives=taken.words("objectives"),
            instructions=self._markdown(taken.markdown("instructions")),
            summary=self._markdown(taken.markdown("summary")),
            require=taken.text_or_none("require"),
            shuffle=taken.truth("shuffle", True),
            parallel=taken.truth("parallel", False),
            total=_total(taken),
            pass_mark=mark(taken, "pass-mark", self.problems),
            copies=self._copies(taken),
            avoid=taken.words("avoid"),
            corrections=tuple(self._corrections(taken)),
            silenced=silenced(taken, "silence-paper", self.problems),
            profiles=taken.profiles(),
        )
        return None if self.problems.failures > before else made

    def exercise(self, value: Value, slug: str, place: Place) -> Assessment | None:
        """Return the small assessment that a `questions` block asks for."""
        before = self.problems.failures
        values = yaml.want_list(value, self.problems)
        if values is None:
            return None
        section = Section("", (), self._requests(values, slug), place)
        seed = f"{self.scope}/{slug}"
        made = Assessment(slug, seed, "", Kind.EXERCISE, (section,), place)
        return None if self.problems.failures > before else made

    def _corrections(self, taken: Taken) -> Iterator[Correction]:
        for value in taken.entries("corrections"):
            each = take(value, RECORDS["correction"], self.problems)
            if each is None or not each.whole:
                continue
            accept, void = each.text("accept"), each.truth("void", False)
            if bool(accept) == void:
                self.problems.add("accept-or-void", each.place, "accept-or-void")
                continue
            sitting, item = each.text("sitting"), each.text("item")
            yield Correction(
                sitting,
                item,
                each.text("reason"),
                each.place_of("item"),
                accept,
                each.place_of("sitting"),
            )

    def _copies(self, taken: Taken) -> int:
        """Return how many copies of an exit ticket stand on a sheet."""
        ticket = taken.text("kind") == Kind.EXIT_TICKET.value
        copies = taken.count("copies")
        if copies is not None and (not ticket or copies > _MOST_COPIES):
            self.problems.add("bad-copies", taken.place_of("copies"), most=_MOST_COPIES)
        return copies or 1

    def _check_forms(self, taken: Taken) -> None:
        forms = taken.words("forms")
        if len(set(forms)) < len(forms):
            self.problems.add("same-form", taken.place_of("forms"), "same-form")
        for form in forms:
            if not form.isalnum() or len(form) > 8:
                self.problems.add("bad-form", taken.place_of("forms"), form=form)

    def _sections(self, taken: Taken) -> tuple[Section, ...]:
        """Return the parts; a paper without parts is one part without a title."""
        if "sections" in taken.values and "items" in taken.values:
            self.problems.add("items-and-sections", taken.place_of("items"))
        if "sections" not in taken.values:
            if "items" not in taken.values:
                self.problems.add("nothing-asked", taken.place, "nothing-asked")
            return (Section("", (), self._requests(taken.entries("items"), "items"), taken.place),)
        found = []
        for value in taken.entries("sections"):
            part = take(value, RECORDS["section"], self.problems)
            if part is not None and part.whole:
                found.append(
                    Section(
                        part.text("title"),
                        self._markdown(part.markdown("instructions")),
                        self._requests(part.entries("items"), part.text("title")),
                        part.place,
                        part.count("points"),
                        part.truth("bonus", False),
                        _total(part),
                    )
                )
        return tuple(found)

    def _requests(self, values: Iterable[Value], part: str) -> tuple[Request, ...]:
        return tuple(
            request
            for number, value in enumerate(values, 1)
            for request in self._request(value, f"{part}.{number}")
        )

    def _request(self, value: Value, number: str) -> Iterable[Request]:
        """Return what asks for items of a bank, or an item that stands in the assessment itself."""
        name = next((name for name in REQUESTS if _says(value, name)), None)
        if name is None:
            entry = self.items.entry(value, Defaults(), number)
            inside = [value, *(_inside(value))]
            own = any(_says(each, "points") for each in inside)
            return () if entry is None else (Inline(entry, entry.place, own),)
        taken = take(value, RECORDS[name], self.problems)
        if taken is None or not taken.whole:
            return ()
        if name == "use":
            place, points = taken.place_of("use"), taken.count("points")
            return (Use(taken.text("use"), place, points, taken.truth("bonus", False)),)
        objective = taken.text_or_none("objective")
        if objective is not None:
            known = self.items.objectives
            check_objective(objective, taken.place_of("objective"), known, self.problems)
        asked = Draw(
            taken.count("draw"),
            taken.place_of(name),
            objective,
            taken.text_or_none("level"),
            taken.text_or_none("tag"),
            taken.text_or_none("type"),
            taken.text_or_none("bank"),
            taken.count("points"),
            taken.text_or_none("difficulty"),
            taken.count("draw-points"),
            taken.truth("bonus", False),
        )
        if name != "quota":
            return (asked,)
        return quota(asked, taken, self.items.objectives, self.problems)

    def _markdown(self, scalar: Scalar | None) -> Nodes:
        if scalar is None:
            return ()
        source = Source(scalar.text, scalar.place.file, scalar.lines, folds=scalar.folds)
        return self.items.resolver.resolve(blocks(source, self.problems), self.problems)


def _total(taken: Taken) -> Total | None:
    points = taken.count("total")
    return None if points is None else Total(points, taken.place_of("total"))


def _says(value: Value, key: str) -> bool:
    return isinstance(value, yaml.Mapping) and value.get(key) is not None


def _inside(value: Value) -> Iterable[Value]:
    """Return the items of a group."""
    items = value.get("items") if isinstance(value, yaml.Mapping) else None
    return items.items if isinstance(items, yaml.Sequence) else ()


def unique(entries: Iterable[Entry], problems: Problems) -> tuple[Entry, ...]:
    """Return the entries; those that share an id lose it, after both were named in a problem."""
    entries = tuple(entries)
    holders: dict[str, list[Place]] = {}
    for entry in entries:
        for each in (entry, *(items_of(entry) if isinstance(entry, Group) else ())):
            if each.id:
                holders.setdefault(each.id, []).append(each.place)
    shared = {id_ for id_, places in holders.items() if len(places) > 1}
    for id_ in sorted(shared):
        first, *others = holders[id_]
        for place in others:
            problems.add("same-id", place, "same-id", id=id_, line=first.line)
    return tuple(replace(e, id=None) if e.id in shared else e for e in entries)
