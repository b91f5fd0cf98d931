"""Put a body, its style and its letters into one file that asks the network for nothing."""

import base64
import hashlib
import html
import re

from lembar.course.theme import Theme
from lembar.course.words import WESTERN_DIGITS
from lembar.sheet.sheet import Sheet
from lembar.writers.contract import Assets
from lembar.writers.cuts import faces_for, families
from lembar.writers.html.fonts import font_faces
from lembar.writers.html.mathematics import math_style
from lembar.writers.turning import counter_style, mirrored

_TAG = re.compile(r"<[^>]*>")
_ITALIC = re.compile(r"<(em|blockquote)\b|class=\"[^\"]*\b(lead|source)\b")


def document(
    sheet: Sheet, theme: Theme, assets: Assets, style: str, body: str, script: str = ""
) -> bytes:
    """Return a whole HTML file."""
    text = html.unescape(_TAG.sub("", body))
    faces = font_faces(text, theme, assets, italics=bool(_ITALIC.search(body)))
    meta = "".join(
        f'<meta name="{name}" content="{html.escape(value)}">\n'
        for name, value in (("author", sheet.author), ("description", sheet.subject))
        if value
    )
    direction = f' dir="{sheet.direction}"' if sheet.direction != "ltr" else ""
    code = f"<script>{script}</script>\n" if script else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{html.escape(sheet.language)}"{direction}>\n<head>\n'
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" '
        f'content="{_policy(script)}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n{meta}'
        f"<title>{html.escape(sheet.title)}</title>\n"
        f"<style>\n{_variables(text, sheet, theme)}\n{_style(sheet, theme, style)}\n{faces}\n"
        f"{math_style(body)}"
        "</style>\n</head>\n"
        f"{body.removesuffix('</body>')}{code}</body>\n</html>\n"
    ).encode()


def _style(sheet: Sheet, theme: Theme, style: str) -> str:
    """Return a style sheet as the direction, the script and the digits of a sheet ask for it."""
    script = theme.files.get(f"scripts/{sheet.script}.css", "")
    counted = sheet.digits != WESTERN_DIGITS
    parts = (
        mirrored(style) if sheet.direction == "rtl" else style,
        script,
        f"ol:not([type]) {{ list-style-type: {counter_style(sheet.digits)}; }}" if counted else "",
    )
    return "\n".join(part for part in parts if part)


def _variables(text: str, sheet: Sheet, theme: Theme) -> str:
    """Return the theme's tokens as CSS variables; sizes have no unit."""
    tokens = theme.tokens
    serif, sans = families(theme, faces_for(text, theme), sheet.script)
    pairs = {f"color-{role}": value for role, value in tokens.colors.items()}
    pairs |= {"serif": f"{_listed(serif)}, serif", "sans": f"{_listed(sans)}, sans-serif"}
    pairs |= {f"size-{name}": f"{value:g}" for name, value in tokens.sizes.items()}
    pairs |= {f"slide-{name}": f"{value:g}" for name, value in tokens.slide.items()}
    pairs |= {"line-height": f"{tokens.line_height:g}"}
    pairs |= {"answer-pitch": f"{tokens.answer_pitch:g}mm"}
    return ":root{" + ";".join(f"--{name}:{value}" for name, value in pairs.items()) + "}"


def _listed(families: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in families)


def _policy(script: str) -> str:
    """Return a policy under which a browser loads only what the file itself holds."""
    rules = "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'"
    if not script:
        return rules
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    return f"{rules}; script-src 'sha256-{digest}'"
