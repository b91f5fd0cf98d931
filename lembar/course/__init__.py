"""Hold the typed course: what was read, before anything is drawn or rendered."""
