"""Run: from courses to a published output folder; caches, manifest, index pages."""
