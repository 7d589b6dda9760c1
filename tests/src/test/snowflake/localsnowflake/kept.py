"""What a server has worked out and a later one need not: translations, as files in a folder that any number of servers share.

Whatever makes a translation is part of a file's name, so that none outlives the code that made it. A file that cannot
be read is made anew.
"""

import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_folder: Path | None = None
_maker = b""


def use(folder: str | None) -> None:
    """Without a folder nothing is kept."""
    global _folder, _maker
    if folder:
        _folder = Path(folder)
        _folder.mkdir(parents=True, exist_ok=True)
        sources = b"".join(file.read_bytes() for file in sorted(_HERE.glob("*.py")))
        packages = " ".join([sys.version, *(version(name) for name in ("duckdb", "fakesnow", "sqlglot"))])
        _maker = hashlib.sha256(sources + packages.encode()).digest()


def made_once(key: tuple, make: Callable[[], Any]) -> Any:
    """What was made for this key, by this server or one before; never None."""
    found = read(key)
    if found is None:
        found = make()
        write(key, found)
    return found


def read(key: tuple) -> Any:
    if _folder is None:
        return None
    try:
        return pickle.loads(_file(key).read_bytes())
    except (OSError, EOFError, pickle.UnpicklingError):
        return None


def write(key: tuple, made: Any) -> None:
    """In one go: another server sees all of it or nothing."""
    if _folder is None:
        return
    try:
        content = pickle.dumps(made)
    except (RecursionError, TypeError, AttributeError, pickle.PicklingError):
        return  # a tree that is too deep is translated by each server
    handle, name = tempfile.mkstemp(dir=_folder)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.replace(name, _file(key))


def _file(key: tuple) -> Path:
    return _folder / hashlib.sha256(_maker + repr(key).encode()).hexdigest()
