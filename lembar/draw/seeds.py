"""Ranks and shuffles: what every draw is made of."""

import hashlib


def rank(*parts: str) -> str:
    """Return the seed of a shuffle, or the rank of one element in it, as hex digits."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def permutation(count: int, *seed: str) -> tuple[int, ...]:
    """Return an order of `count` elements that is not the given one (where there are three)."""
    for attempt in range(1000):
        ranks = sorted(range(count), key=lambda i: rank(*seed, str(attempt), str(i)))
        if count < 3 or ranks != list(range(count)):
            return tuple(ranks)
    raise AssertionError("a thousand shuffles gave the identity")
