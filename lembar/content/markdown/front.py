"""The front matter of a lesson: YAML between two lines `---`."""

from lembar.content import yaml
from lembar.errors import Place, Problems


def front_matter(text: str, name: str, problems: Problems) -> tuple[yaml.Mapping | None, str, int]:
    """Return the front matter, the text below it, and the line on which that text begins.

    The first is None if there is none, or if it could not be read (then a problem says why).
    """
    lines = text.split("\n")
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if lines[start].rstrip() != "---":
        return None, text, 1
    below = range(start + 1, len(lines))
    at = next((at for at in below if lines[at].rstrip() in ("---", "...")), None)
    if at is None:
        problems.add("front-matter-open", Place(name, start + 1), "front-matter-open")
        return None, "", len(lines)
    body = "\n".join(lines[at + 1 :])
    loaded = yaml.load("\n".join(lines[start + 1 : at]), name, problems, start + 2)
    if loaded.broken:
        return None, body, at + 2
    if not isinstance(loaded.root, yaml.Mapping):
        problems.add("not-a-mapping", Place(name, start + 2), "not-a-mapping", record="lesson")
        return None, body, at + 2
    return loaded.root, body, at + 2
