"""Running other programs, and skipping them when their results are up to date."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from make.errors import BuildError
from make.paths import CACHE, ROOT


def run(
    command: Sequence[str | Path],
    *,
    purpose: str,
    advice: str = "",
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    quiet: bool = True,
) -> str:
    """Run a program and return its output (nothing unless it is `quiet`).

    Raises
    ------
    BuildError
        If it is missing or fails: with its purpose, the end of its output, and advice.
    """
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdout=subprocess.PIPE if quiet else None,
            stderr=subprocess.STDOUT if quiet else None,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise BuildError(f"Could not start {words[0]} {purpose}: {error}. {advice}") from error
    if done.returncode != 0:
        end = "\n".join((done.stdout or "").splitlines()[-30:])
        raise BuildError(f"Could not {purpose}: {words[0]} failed.\n{end}\n{advice}".rstrip())
    return done.stdout or ""


def digest(*parts: bytes | str | Path | Iterable[Path]) -> str:
    """Return a hash of bytes, texts and files (a path represents its content and name)."""
    total = hashlib.sha256()
    for part in parts:
        if isinstance(part, Path):
            part = (part,)
        if isinstance(part, str):
            part = part.encode()
        if isinstance(part, bytes):
            total.update(len(part).to_bytes(8, "big") + part)
            continue
        for path in part:
            total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def once(name: str, key: str, made: Sequence[Path], make: Callable[[], None]) -> None:
    """Call `make` unless everything in `made` was made before with the same `key`."""
    stamp = CACHE / "stamps" / f"{name}.json"
    kept = stamp.is_file() and all(path.exists() for path in made)
    if kept and json.loads(stamp.read_text(encoding="utf-8")) == key:
        return
    stamp.unlink(missing_ok=True)
    make()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(json.dumps(key), encoding="utf-8")
