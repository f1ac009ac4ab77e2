"""What imports what in the package, at the top of modules and within functions."""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Iterator
from pathlib import Path

#: The modules that each module imports, by their dotted names.
Graph = dict[str, set[str]]
#: Ends of names of modules that other programs import, whose packages the tests do not have.
FOR_OTHERS = (".books.sphinx", ".widget.widget")


def graph(folder: Path) -> Graph:
    """Return what the modules of a package import of each other.

    Imports for type checkers alone are left out. A name that is no module stands for the module
    from which it is taken.

    Parameters
    ----------
    folder : Path
        Of the package.
    """
    files = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder.parent).with_suffix("").parts
        files[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return {
        name: {module for found in _imported(path) if (module := _known(found, files)) != name}
        - {""}
        for name, path in files.items()
    }


def circle(imports: Graph) -> list[str]:
    """Return a shortest circle of modules, its first also as its last; empty if there is none."""
    found: list[str] = []
    for start in sorted(imports):
        before = dict.fromkeys(sorted(imports[start]), start)
        waiting = deque(before)
        while waiting and start not in before:
            module = waiting.popleft()
            for further in sorted(imports[module] - before.keys()):
                before[further] = module
                waiting.append(further)
        if start in before:
            path = [start]
            while len(path) == 1 or path[-1] != start:
                path.append(before[path[-1]])
            if not found or len(path) < len(found):
                found = path[::-1]
    return found


def _imported(path: Path) -> Iterator[str]:
    """Yield the dotted names that a module imports; the package has no relative imports."""
    waiting: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting += node.orelse
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} has a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        waiting += ast.iter_child_nodes(node)


def _known(name: str, files: dict[str, Path]) -> str:
    """Return the module that a name is or belongs to, "" if it is none of the package."""
    while name and name not in files:
        name = name.rpartition(".")[0]
    return name
