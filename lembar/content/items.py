"""Read items: what a question type makes of a mapping in a bank or an assessment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from lembar.content import yaml
from lembar.content.expressions import ExpressionError
from lembar.content.expressions import Value as Expressed
from lembar.content.markdown import Source, blocks
from lembar.content.parameters import VERSIONS, read_parameters, versions
from lembar.content.resolve import Resolver
from lembar.content.schema import RECORDS
from lembar.content.silence import silenced
from lembar.content.take import Taken, take
from lembar.content.versions import Parameters, told
from lembar.content.yaml import Scalar, Value
from lembar.course.item import Difficulty, Entry, Group, Item, Status, points_of_list
from lembar.course.tiers import Extension, Support
from lembar.course.tree import Nodes
from lembar.errors import Place, Problem, Problems, nearest
from lembar.questions import TYPES, FieldKind, QuestionType, Writing

_SAMPLED = 250  # versions that are made and looked at besides those that are printed


@dataclass(frozen=True, slots=True)
class Defaults:
    """Hold what a file, or a group, says for all its items."""

    objective: str | None = None
    level: str | None = None
    difficulty: Difficulty | None = None
    tags: tuple[str, ...] = ()
    status: Status = Status.DRAFT
    silenced: tuple[str, ...] = ()
    bonus: bool = False

    def under(self, taken: Taken) -> "Defaults":
        """Return the defaults with what the mapping says laid over them."""
        difficulty = taken.text_or_none("difficulty")
        return Defaults(
            taken.text_or_none("objective") or self.objective,
            taken.text_or_none("level") or self.level,
            Difficulty(difficulty) if difficulty else self.difficulty,
            taken.words("tags") or self.tags,
            Status(taken.text("status", self.status)),
            self.silenced,
            taken.truth("bonus", self.bonus),
        )


@dataclass(frozen=True, slots=True)
class ItemReader:
    """Read the items of one file."""

    name: str  # bank or assessment: the first part of the items' keys
    resolver: Resolver
    problems: Problems
    objectives: frozenset[str] | None = None  # None: not known, so not checked
    language: str = ""  # of the course: numbers are written as it does
    sampling: bool = False  # look at more versions than are printed, and count them

    def entry(self, value: Value, defaults: Defaults, number: str) -> Entry | None:
        """Return an item or a group, or None after the reason was reported."""
        kind = self._kind(value)
        if kind is None:
            return None
        if isinstance(value, yaml.Mapping) and value.get("parameters") is not None:
            return self._with_versions(value, defaults, number)
        where = value.get("where") if isinstance(value, yaml.Mapping) else None
        if where is not None:
            self.problems.add("where-alone", where.place, "where-alone")
            return None
        taken = take(value, RECORDS[f"item-{kind}"], self.problems)
        if taken is None or not taken.whole:
            return None
        self.check_objective(taken)
        quiet = (*defaults.silenced, *silenced(taken, "silence", self.problems))
        under = replace(defaults.under(taken), silenced=quiet)
        if kind == "group":
            return self._group(taken, under, number)
        return self._item(TYPES[kind], taken, under, number)

    def _with_versions(self, value: yaml.Mapping, defaults: Defaults, number: str) -> Entry | None:
        """Return an entry with a version for each set of values; what is wrong in one is told."""
        parameters = read_parameters(value, self.problems)
        if parameters is None:
            return None
        given = value.get("id")
        seed = f"{self.name}/{given.text if isinstance(given, Scalar) else number}"
        found: list[Entry] = []
        made = versions(value, parameters, seed, self.language, self.problems)
        for values, filled in islice(made, VERSIONS):
            before = self.problems.failures
            entry = self.entry(filled, defaults, number)
            if entry is None or self.problems.failures > before:
                others = [each for _, each in islice(made, VERSIONS)]
                if found or any(not self._wrong(each, defaults, number) for each in others):
                    self._in_version(parameters, values)
                return None
            found.append(entry)
        if not found:
            return None
        if self.sampling:
            self._sample(made, parameters, seed, defaults, number)
        return replace(found[0], versions=tuple(found))  # type: ignore[arg-type]

    def _sample(
        self,
        made: Iterable[tuple[Mapping[str, Expressed], yaml.Mapping]],
        parameters: Parameters,
        seed: str,
        defaults: Defaults,
        number: str,
    ) -> None:
        """Say how many versions there are, and warn of the first that can't be used.

        These are not printed today, but would be if the item had another id.
        """
        for values, filled in islice(made, _SAMPLED):
            if wrong := self._wrong(filled, defaults, number):
                self.problems.extend([replace(wrong[0], severity="warning")])
                self._in_version(parameters, values)
                break
        try:
            count, more = parameters.count(seed)
        except ExpressionError as error:
            code = "bad-expression"
            self.problems.add(code, parameters.place, code, "warning", given=str(error))
            return
        code = "versions-at-least" if more else "versions"
        self.problems.add(code, parameters.place, severity="info", n=count)

    def _wrong(self, filled: yaml.Mapping, defaults: Defaults, number: str) -> list[Problem]:
        """Return what is wrong in a version, without telling it."""
        trial = replace(self, problems=Problems(), sampling=False)
        trial.entry(filled, defaults, number)
        return trial.problems.errors()

    def _in_version(self, parameters: Parameters, values: Mapping[str, Expressed]) -> None:
        """Say with which values something is wrong."""
        self.problems.add("in-version", parameters.place, severity="info", values=told(values))

    def _kind(self, value: Value) -> str | None:
        """Return the type that a mapping names; report what is missing or unknown."""
        if not isinstance(value, yaml.Mapping):
            self.problems.add("not-a-mapping", value.place, "not-a-mapping", record="item")
            return None
        given = value.get("type")
        known = (*sorted(TYPES), "group")
        if given is None:
            self.problems.add("no-type", value.place, "known-words", known=", ".join(known))
            return None
        text = yaml.want_text(given, self.problems)
        if text is None or text in known:
            return text
        near = nearest(text, known)
        hint = "did-you-mean" if near else "known-words"
        self.problems.add(
            "unknown-type", given.place, hint, type=text, nearest=near, known=", ".join(known)
        )
        return None

    def check_objective(self, taken: Taken) -> None:
        """Report an objective that the unit does not have."""
        named = taken.text_or_none("objective")
        if named is not None:
            check_objective(named, taken.place_of("objective"), self.objectives, self.problems)

    def _group(self, taken: Taken, defaults: Defaults, number: str) -> Group | None:
        stimulus = self._blocks(taken.markdown("text"))
        items: list[Item] = []
        whole = True
        for index, value in enumerate(taken.entries("items"), 1):
            entry = self.entry(value, defaults, f"{number}.{index}")
            if isinstance(entry, Group):
                self.problems.add("group-in-group", entry.place)
            if isinstance(entry, Item):
                items.append(entry)
            else:
                whole = False
        if not items and whole:
            self.problems.add("empty-group", taken.place)
            return None
        if not whole:
            return None
        id_ = taken.text_or_none("id")
        return Group(
            self._key(id_, number), id_, stimulus, tuple(items), taken.place, defaults.status
        )

    def _item(
        self, kind: QuestionType, taken: Taken, defaults: Defaults, number: str
    ) -> Item | None:
        before = self.problems.failures
        fields = self._fields(kind, taken, defaults, number)
        writing = Writing(self._blocks(taken.markdown("text"), kind), taken.place, fields)
        if self.problems.failures > before:
            return None
        made = kind.item(writing, self.problems)
        explanation = self._blocks(taken.markdown("explanation"))
        support, extension = self._support(taken), self._extension(taken)
        if made is None or support is None or extension is None:
            return None
        points = taken.count("points") or made.points
        listed = points_of_list(made.interactions)
        if listed is not None and points != listed:
            self.problems.add(
                "rubric-points", taken.place_of("points"), "rubric-points", n=listed, points=points
            )
        id_ = taken.text_or_none("id")
        return Item(
            key=self._key(id_, number),
            id=id_,
            kind=kind.name,
            body=made.body,
            interactions=made.interactions,
            points=points,
            place=taken.place,
            objective=defaults.objective,
            level=defaults.level,
            difficulty=defaults.difficulty,
            tags=defaults.tags,
            status=defaults.status,
            explanation=(*explanation, *made.explanation),
            indicator=taken.text("indicator"),
            bonus=defaults.bonus,
            answered=made.answered,
            silenced=defaults.silenced,
            scoring=made.scoring,
            parts=made.parts,
            marking=made.marking,
            support=support,
            extension=extension,
        )

    def _support(self, taken: Taken) -> Support | None:
        """Return the help with an item, None if it can't be read."""
        if "support" not in taken.values:
            return Support()
        given = take(taken.mapping("support"), RECORDS["support"], self.problems)
        if given is None or not given.whole:
            return None
        return Support(
            self._blocks(given.markdown("hint")),
            self._blocks(given.markdown("steps")),
            given.words("words"),
            given.words("starters"),
        )

    def _extension(self, taken: Taken) -> Extension | None:
        """Return the challenge beyond an item, None if it can't be read."""
        if "extension" not in taken.values:
            return Extension()
        given = take(taken.mapping("extension"), RECORDS["extension"], self.problems)
        if given is None or not given.whole:
            return None
        return Extension(
            self._blocks(given.markdown("text")),
            given.count("lines") or Extension().lines,
            self._blocks(given.markdown("answer")),
        )

    def _key(self, id_: str | None, number: str) -> str:
        return f"{self.name}/{id_ or '#' + number}"

    def _fields(
        self, kind: QuestionType, taken: Taken, defaults: Defaults, number: str
    ) -> Mapping[str, object]:
        """Return the type's own keys, with their Markdown parsed and their items read."""
        found: dict[str, object] = {}
        for name, each in kind.fields.items():
            if name not in taken.values:
                continue
            if each.kind in (FieldKind.TEXT, FieldKind.MARKS):
                source = taken.markdown(name)
                found[name] = self._blocks(source, marks=each.kind is FieldKind.MARKS)
            elif each.kind is FieldKind.ITEMS:
                found[name] = self._inside(taken.entries(name), defaults, number)
            else:
                found[name] = taken.values[name]
        return found

    def _inside(
        self, values: tuple[Value, ...], defaults: Defaults, number: str
    ) -> tuple[Item, ...]:
        """Read the items inside an item."""
        found: list[Item] = []
        for index, value in enumerate(values, 1):
            entry = self.entry(value, defaults, f"{number}.{index}")
            if isinstance(entry, Item):
                found.append(entry)
            elif entry is not None:
                self.problems.add("group-in-item", entry.place)
        return tuple(found)

    def _blocks(
        self, scalar: Scalar | None, kind: QuestionType | None = None, marks: bool = False
    ) -> Nodes:
        """Parse Markdown with the marks that a type allows, and resolve what it refers to."""
        if scalar is None:
            return ()
        source = Source(
            scalar.text,
            scalar.place.file,
            scalar.lines,
            folds=scalar.folds,
            marks=marks or (kind is not None and kind.marks),
            pairs=kind is not None and kind.pairs,
            gaps=kind is not None and kind.gaps,
        )
        return self.resolver.resolve(blocks(source, self.problems), self.problems)


def check_objective(
    named: str, place: Place | None, known: frozenset[str] | None, problems: Problems
) -> None:
    """Report an objective that the unit does not have."""
    if known is None or named in known:
        return
    near = nearest(named, known)
    hint = "did-you-mean" if near else "unknown-objective"
    problems.add("unknown-objective", place, hint, objective=named, nearest=near)
