"""Render documents through Jinja templates to sheets: trees of known elements."""
