"""Put a body, its style and its letters into one file that asks the network for nothing."""

import html
import re

from lembar.course.theme import Theme
from lembar.course.words import WESTERN_DIGITS
from lembar.sheet.sheet import Sheet
from lembar.writers.appearance import appearance_css, room_css
from lembar.writers.contract import Assets
from lembar.writers.cuts import faces_for, families, heading_families
from lembar.writers.html.fonts import font_faces
from lembar.writers.html.mathematics import math_style
from lembar.writers.html.policy import policy
from lembar.writers.turning import counter_style, mirrored

# Sizes are those of the style sheets: a screen has its own.
_SHARED = {
    "heading3": ":where(main) h3",
    "heading4": ":where(main) h4",
    "chapter": ".chapter",
    "kicker": ".kicker",
    "label": ".label, .block-label",
    "caption": "figcaption, caption",
    "call-title": ".call-title",
    "table-head": "th",
    "question-number": ".question-number",
    "choice-letter": ".letter",
    "answer": ".answer-text",
}
_SELECTORS = {
    "page": {
        "title": ":where(.handout) h1",
        "form-code": ".form-code",
        "paper-title": ":where(body:not(.handout)) h1",
        "heading2": ":where(main) h2",
        "section": "h2.section-title",
        "lead": ".lead",
        **_SHARED,
    },
    "slides": {
        "title": ":where(.layout-title) h1",
        "heading2": ":where(main) h2",
        **_SHARED,
    },
}
_TAG = re.compile(r"<[^>]*>")
_ITALIC = re.compile(r"<(em|blockquote)\b|class=\"[^\"]*\b(lead|source)\b")


def document(
    sheet: Sheet, theme: Theme, assets: Assets, kind: str, body: str, script: str = ""
) -> bytes:
    """Return a whole HTML file of a kind: a `page` or `slides`."""
    text = html.unescape(_TAG.sub("", body))
    faces = font_faces(text, theme, assets, italics=_has_italics(body, theme))
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
        f'content="{policy(script)}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n{meta}'
        f"<title>{html.escape(sheet.title)}</title>\n"
        f"<style>\n{_variables(text, sheet, theme)}\n{_style(sheet, theme, kind)}\n{faces}\n"
        f"{math_style(body)}"
        "</style>\n</head>\n"
        f"{body.removesuffix('</body>')}{code}</body>\n</html>\n"
    ).encode()


def _has_italics(body: str, theme: Theme) -> bool:
    slanted = (name for name, look in theme.tokens.elements.items() if look.italic)
    return bool(_ITALIC.search(body)) or any(name != "lead" for name in slanted)


def _style(sheet: Sheet, theme: Theme, kind: str) -> str:
    """Return a style sheet as the direction, the script and the digits of a sheet ask for it."""
    looks = appearance_css(theme.tokens, _SELECTORS[kind], "--color-", "")
    style = f"{looks}\n{theme.files.get(f'{kind}.css', '')}"
    script = theme.files.get(f"scripts/{sheet.script}.css", "")
    counted = sheet.digits != WESTERN_DIGITS
    parts = (
        mirrored(style) if sheet.direction == "rtl" else style,
        script,
        f"ol:not([type]) {{ list-style-type: {counter_style(sheet.digits)}; }}" if counted else "",
    )
    # Whatever a theme writes, the style ends where it ends.
    return "\n".join(part for part in parts if part).replace("</", "<\\/")


def _variables(text: str, sheet: Sheet, theme: Theme) -> str:
    """Return the theme's tokens as CSS variables; sizes have no unit."""
    tokens = theme.tokens
    serif, sans = families(theme, faces_for(text, theme), sheet.script)
    pairs = {f"color-{role}": value for role, value in tokens.colors.items()}
    pairs |= {"serif": f"{_listed(serif)}, serif", "sans": f"{_listed(sans)}, sans-serif"}
    heading = heading_families(theme, faces_for(text, theme), sheet.script)
    pairs |= {"heading": f"{_listed(heading)}, sans-serif"}
    pairs |= {f"size-{name}": f"{value:g}" for name, value in tokens.sizes.items()}
    pairs |= {f"slide-{name}": f"{value:g}" for name, value in tokens.slide.items()}
    pairs |= {"line-height": f"{tokens.line_height:g}"}
    pairs |= {"answer-pitch": f"{tokens.answer_pitch:g}mm"}
    sizes = ";".join(f"--{name}:{value}" for name, value in pairs.items())
    return f":root{{{sizes};{room_css(tokens)}}}"


def _listed(families: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in families)
