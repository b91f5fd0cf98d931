"""QR codes: which squares are black."""

from functools import lru_cache

QUIET = 4  # squares that stay white around a code, as its standard wants


@lru_cache(maxsize=4096)
def squares(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the rows of a QR code, from the top, without the white around it."""
    import segno

    code = segno.make_qr(text, error="m", boost_error=False)
    return tuple(tuple(bool(square) for square in row) for row in code.matrix)
