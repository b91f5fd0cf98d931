"""Papers made up by hypothesis, written by Lembar, and read back from the files themselves."""
