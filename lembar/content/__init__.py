"""Read: files → typed course + assets; every value knows its file, line and column."""
