"""Settings shared by every test."""

from hypothesis import settings

# Examples are derived from the test itself, so a red test is red for everyone; compiling takes
# longer than any deadline.
settings.register_profile("ecosim", derandomize=True, deadline=None)
settings.load_profile("ecosim")
