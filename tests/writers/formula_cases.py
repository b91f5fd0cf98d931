"""The formulas of `cases/formulas`: TeX, its words, and the equation that Word is given.

Written anew by `python -m tests.writers.formula_cases`: read the diff.
"""

from pathlib import Path

from lxml import etree

from lembar.writers.linear import words
from lembar.writers.omml import NAMESPACE, omml

FOLDER = Path(__file__).parents[1] / "cases" / "formulas"
SIGNS = f'xmlns:m="{NAMESPACE}"'


def formulas() -> dict[str, str]:
    """Return the TeX of all cases by name."""
    lines = (FOLDER / "formulas.txt").read_text("utf-8").splitlines()
    return dict(line.split(maxsplit=1) for line in lines if line and not line.startswith("#"))


def equation(tex: str, display: bool = True) -> etree._Element:
    """Return a formula as Office Math."""
    return etree.fromstring(
        omml(tex, display, lambda words: "").replace("<m:oMath>", f"<m:oMath {SIGNS}>", 1)
    )


def outline(node: etree._Element) -> str:
    """Return Office Math in short: parts in brackets, what is set as words in quotes."""
    name = etree.QName(node).localname
    if name == "r":
        text = "".join(node.itertext())
        return f"“{text}”" if node.find(f".//{{{NAMESPACE}}}nor") is not None else text
    if name.endswith("Pr"):
        said = [
            f"{etree.QName(each).localname}={each.get(f'{{{NAMESPACE}}}val')}"
            for each in node.iter()
            if each.get(f"{{{NAMESPACE}}}val") is not None
        ]
        return f"<{' '.join(said)}>" if said else ""
    inside = "".join(outline(each) for each in node)
    return inside if name == "oMath" else f"{name}[{inside}]"


def expected() -> str:
    """Return what cases/formulas/expected.txt holds."""
    return "\n".join(
        f"{name}\n  words  {words(tex)}\n  word   {outline(equation(tex))}\n"
        for name, tex in formulas().items()
    )


if __name__ == "__main__":
    (FOLDER / "expected.txt").write_text(expected(), "utf-8")
