"""Read finished files back, whoever saved them last, into plain blocks of what they show."""
