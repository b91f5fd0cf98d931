"""Read which checks an author has silenced, each with a reason."""

from lembar.content import yaml
from lembar.content.schema import RECORDS
from lembar.content.take import Taken, take
from lembar.errors import Problems


def silenced(taken: Taken, record: str, problems: Problems) -> tuple[str, ...]:
    """Return the checks that are not to be told; `record` says which there may be."""
    value = taken.values.get("silence")
    if not isinstance(value, yaml.Mapping):
        return ()
    silence = take(value, RECORDS[record], problems)
    return tuple(silence.values) if silence is not None else ()
