"""A thousand items are read in about a second; reading must not grow faster than the file."""

import time

from lembar.content import yaml
from lembar.content.markdown import Source, blocks
from lembar.errors import Problems

_ITEM = """- type: choice
  level: C2
  text: |
    Menurut Durkheim: kelompok **okupasional** ke-{n} penting karena $x_{{{n}}}$ …

    - [ ] 50% anggotanya bertetangga
    - [x] *kesamaan* pekerjaan
      : Pengantar edisi ke-2 (1902).
    - [ ] bukan `itu`
"""


def _seconds(count: int) -> float:
    text = "items:\n" + "".join(_ITEM.format(n=n) for n in range(count))
    problems = Problems()
    began = time.perf_counter()
    loaded = yaml.load(text, "a.yaml", problems)
    assert isinstance(loaded.root, yaml.Mapping)
    items = loaded.root.get("items")
    assert isinstance(items, yaml.Sequence)
    for item in items.items:
        assert isinstance(item, yaml.Mapping)
        value = item.get("text")
        assert isinstance(value, yaml.Scalar)
        blocks(Source(value.text, "a.yaml", value.lines, marks=True), problems)
    assert len(problems) == 0
    return time.perf_counter() - began


def test_a_thousand_items() -> None:
    _seconds(20)
    assert _seconds(1000) < 5  # measured: 0.42 s; room for a slow and busy machine
