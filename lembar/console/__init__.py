"""Say to people what the engine did: one file per command."""
