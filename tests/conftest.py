"""Settings of all tests."""

import os

from hypothesis import settings

# The same examples in every run, so that a failure is the change's; HYPOTHESIS_PROFILE=default
# looks for new ones. Times are not tested: machines differ.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
