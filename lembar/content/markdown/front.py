"""The front matter of a lesson: YAML between two lines `---`."""

from lembar.content import yaml
from lembar.errors import Place, Problems


def front_matter(text: str, name: str, problems: Problems) -> tuple[yaml.Mapping | None, str, int]:
    """Return the front matter, the text below it, and the line on which that text begins.

    The first is None if there is none, or if it could not be read (then a problem says why).
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None, text, 1
    ends = (at for at, line in enumerate(lines) if at and line.rstrip() in ("---", "..."))
    at = next(ends, None)
    if at is None:
        problems.add("front-matter-open", Place(name), "front-matter-open")
        return None, "", len(lines)
    body = "\n".join(lines[at + 1 :])
    loaded = yaml.load("\n".join(lines[1:at]), name, problems, 2)
    if loaded.broken:
        return None, body, at + 2
    if not isinstance(loaded.root, yaml.Mapping):
        problems.add("not-a-mapping", Place(name, 2), "not-a-mapping", record="lesson")
        return None, body, at + 2
    return loaded.root, body, at + 2
