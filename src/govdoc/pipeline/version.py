"""The version of govdoc, as installed."""

from importlib.metadata import PackageNotFoundError, version


def _installed() -> str:
    try:
        return version("govdoc")
    except PackageNotFoundError:  # run from a source tree without installation
        return "0"


VERSION = _installed()
