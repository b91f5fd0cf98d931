"""Options from `- [x] …` lists: shared by the types that are answered by marking."""

from lembar.course.item import Option
from lembar.course.tree import Element, text_of, walk
from lembar.errors import Problems
from lembar.questions.writing import child, without


def options(marked: Element, problems: Problems) -> tuple[Option, ...]:
    """Turn a marked list into options; report two that are alike."""
    found: list[Option] = []
    seen: set[str] = set()
    for entry in marked.children:
        assert isinstance(entry, Element)
        body = without(entry.children, "feedback")
        likeness = text_of(body).strip().casefold() + "".join(
            e.get("src") for e in walk(body) if e.tag == "img"
        )
        if not likeness:
            problems.add("empty-choice", entry.place)
        elif likeness in seen:
            problems.add("same-choice", entry.place, text=text_of(body).strip()[:40])
        seen.add(likeness)
        found.append(Option(body, entry.get("checked") == "true", child(entry, "feedback")))
    return tuple(found)
