"""Say in a drawing which way its texts run: an SVG is read from left to right by default."""

import re

from lembar.course.scripts import scripts_in

_TEXT = re.compile(r">([^<>]*)<")
_MARK = "\N{RIGHT-TO-LEFT MARK}"


def directed(svg: bytes) -> bytes:
    """Return a drawing whose texts of right-to-left scripts run so, numbers at their ends too."""
    if svg.isascii():
        return svg
    text = svg.decode("utf-8-sig")
    return _TEXT.sub(_marked, text).encode() if scripts_in(text) else svg


def _marked(found: re.Match[str]) -> str:
    text = found[1]
    if not scripts_in(text):
        return found[0]
    inside = text.strip()
    return f">{text.replace(inside, f'{_MARK}{inside}{_MARK}')}<"
