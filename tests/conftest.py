"""What holds for all tests: no generated example fails for being slow on a busy machine."""

from hypothesis import settings

settings.register_profile("lembar", deadline=None)
settings.load_profile("lembar")
