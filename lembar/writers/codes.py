"""QR codes: which squares are black."""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO

QUIET = 4  # squares that stay white around a code, as its standard wants


@lru_cache(maxsize=4096)
def squares(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the rows of a QR code, from the top, without the white around it."""
    import segno

    code = segno.make_qr(text, error="m", boost_error=False)
    return tuple(tuple(bool(square) for square in row) for row in code.matrix)


def bitmap(rows: Sequence[Sequence[bool]], dots: int = 8) -> bytes:
    """Return a QR code as PNG, each square `dots` wide, with the white around it."""
    from PIL import Image

    side = len(rows) + 2 * QUIET
    image = Image.new("1", (side, side), 1)
    for y, row in enumerate(rows):
        for x, black in enumerate(row):
            if black:
                image.putpixel((x + QUIET, y + QUIET), 0)
    target = BytesIO()
    image.resize((side * dots, side * dots), Image.Resampling.NEAREST).save(target, "PNG")
    return target.getvalue()
