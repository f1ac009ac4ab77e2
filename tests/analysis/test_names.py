"""Every public name can be had from the package, whether imported at once or later."""

import pytest
from izhikevich import analysis


@pytest.mark.parametrize("name", analysis.__all__)
def test_public_name(name: str) -> None:
    assert getattr(analysis, name).__name__ == name


def test_other_names() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        getattr(analysis, "nonsense")  # noqa: B009
