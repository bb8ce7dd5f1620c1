"""Finding declarations: the modules and data files of a package, and those of extension directories.

An extension directory is laid out like this repository (importers/<agency>/<sheet>.py,
hub/indicators/definitions/<code>.toml ...); HUB_EXTENSIONS names any number of them. What they add is found as
if it stood here, in every process of the hub.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType


def modules(package: str) -> Iterator[ModuleType]:
    """Every module below a package, imported, in order of name; extension directories add to each level."""
    root = importlib.import_module(package)
    for extension in extensions():
        added = str(extension.joinpath(*package.split(".")))
        if os.path.isdir(added) and added not in root.__path__:
            root.__path__.append(added)
    yield root
    for found in sorted(pkgutil.iter_modules(root.__path__, prefix=f"{package}."), key=lambda m: m.name):
        if found.ispkg:
            yield from modules(found.name)
        else:
            yield importlib.import_module(found.name)


def data_files(package: str, ending: str) -> list[Path]:
    """The files of a package directory with that ending, in order of name."""
    root = importlib.import_module(package)
    folders = [Path(p) for p in root.__path__] + [e.joinpath(*package.split(".")) for e in extensions()]
    return sorted((f for folder in folders for f in folder.glob(f"*{ending}")), key=lambda f: f.name)


def extensions() -> list[Path]:
    """The extension directories that HUB_EXTENSIONS names, as PATH does."""
    return [Path(p) for p in os.environ.get("HUB_EXTENSIONS", "").split(os.pathsep) if p]
