"""Settings of all tests."""

import os

import pytest
from hypothesis import settings
from izhikevich.native import library

# The same examples in every run, so that a failure is the change's; HYPOTHESIS_PROFILE=default
# looks for new ones. Times are not tested: machines differ.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the compiled engine where there is none; `build.py test` has it always."""
    if library.load() is not None or "IZH_ENGINE_REQUIRED" in os.environ:
        return
    for item in items:
        if item.get_closest_marker("engine"):
            item.add_marker(pytest.mark.skip(reason=library.problem()))
