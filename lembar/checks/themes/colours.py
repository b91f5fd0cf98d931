"""How light colours are, and how far apart: as WCAG 2.2 reckons."""


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb", from 0 for black to 1 for white.

    https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    """
    red, green, blue = (_linear(part) for part in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21.

    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of "#rrggbb", each from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def readable(colour: str, ground: str, least: float) -> str:
    """Return the nearest shade of a colour that has a contrast on a ground.

    It goes towards black on a light ground, towards white on a dark one.
    """
    goal = 0 if luminance(ground) > 0.18 else 255
    for step in range(101):
        shade = "#" + "".join(
            f"{round(part + (goal - part) * step / 100):02x}" for part in channels(colour)
        )
        if ratio(shade, ground) >= least:
            return shade
    return "#ffffff" if goal else "#000000"


def _linear(part: int) -> float:
    share = part / 255
    return float(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
