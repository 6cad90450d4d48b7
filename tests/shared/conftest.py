"""Tests over the shared material beside the checkout; they are skipped where it is not there."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2].parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not SHARED.is_dir():
        skip = pytest.mark.skip(reason="the shared folder is not beside this checkout")
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def shared() -> Path:
    return SHARED
