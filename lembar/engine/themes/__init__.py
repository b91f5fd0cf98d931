"""What publishers do with themes: list, show, begin, eject, compare with the parent, check."""
