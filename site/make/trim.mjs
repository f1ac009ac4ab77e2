// Precompiles Python with the very Pyodide that will load it, so that the byte code fits.
// node trim.mjs PYODIDE_FOLDER (library ZIP OUT | numpy WHEEL OUT | package FOLDER OUT)…
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [pyodideFolder, ...words] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(pyodideFolder, "pyodide.mjs")).href);
// Without columns for tracebacks, which could only mark sources that do not travel with the code.
const env = { HOME: "/home/pyodide", PYTHONNODEBUGRANGES: "1" };
const python = await loadPyodide({ indexURL: pyodideFolder, env });

python.runPython(String.raw`
import importlib._bootstrap_external as bootstrap
import os
import re
import zipfile

# What is never imported in the page. PyScript needs html; tracebacks need code and codeop;
# numpy needs its _multiarray_tests; our messages need difflib.
UNUSED = {
    "library": re.compile(
        r"^(multiprocessing|xml|unittest|pydoc|doctest|xmlrpc|wsgiref|_pyio|pdb|optparse|idlelib|"
        r"ensurepip|turtle|sqlite3|curses|tkinter|test|venv|mailbox|smtplib|imaplib|ftplib|poplib|"
        r"antigravity|this|plistlib|wave|zipapp|trace|tracemalloc|profile|cProfile|"
        r"pstats|pyclbr|py_compile|compileall|tabnanny|rlcompleter|netrc|getpass|filecmp|"
        r"fileinput|cmd|bdb|pickletools|statistics|socketserver|lzma|sched|"
        r"shelve|dbm|modulefinder|_pyrepl|"
        r"http/(server|cookiejar|cookies)|logging/(handlers|config)|"
        r"asyncio/(windows_events|windows_utils|proactor_events)|concurrent/futures/process|"
        r"encodings/(?!__init__|utf_8|ascii|latin_1|aliases|cp437|raw_unicode|unicode_escape|idna|"
        r"punycode|utf_16|utf_32|mbcs|charmap)\w+)(?=[./])"
    ),
    "numpy": re.compile(
        r"(/tests?/|\.pyi$|/f2py/|/distutils/|/include/|\.a$|\.pxd$|\.h$|\.c$|\.src$|\.ini$|/doc/|"
        r"/_pyinstaller/|/testing/|/typing/mypy_plugin|/polynomial/|/random/|/lapack_lite|conftest|py\.typed|"
        r"_examples|/_core/_(operand_flag_tests|rational_tests|struct_ufunc_tests|umath_tests))"
    ),
}
# Ours are looked for, so that one that has moved is not shipped unnoticed.
OURS = (
    "/cli/",
    "/__main__.py",
    "/plots/render/image_files.py",
    "/plots/render/standalone.py",
    "/plots/render/svg/still.py",
)
UNUSED["package"] = re.compile("|".join(map(re.escape, OURS)))


# 2 drops docstrings and assertions; those of our own package are for readers of the code panel.
OPTIMIZE = {"library": 2, "numpy": 2, "package": 0}
# What numpy only documents itself with.
EMPTIED = re.compile(r"^numpy/_core/_add_newdocs(_scalars)?\.py$")


def compiled(kind, name, source):
    # Legacy place (next to the source), unchecked: the source does not travel with it.
    if EMPTIED.search(name):
        source = b""
    code = compile(source, name, "exec", dont_inherit=True, optimize=OPTIMIZE[kind])
    return bytes(bootstrap._code_to_hash_pyc(code, b"0" * 8, False))


def pack(kind, files, out):
    # Stored, so that all is compressed as a whole, which makes it smaller: make/pack.py.
    left_out = []
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files:
            if UNUSED[kind].search(name):
                left_out.append(name)
            if name.endswith("/") or UNUSED[kind].search(name):
                continue
            if name.endswith(".py"):
                name, data = name + "c", compiled(kind, name, data)
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    gone = [part for part in OURS if not any(part in name for name in left_out)]
    if kind == "package" and gone:
        raise ValueError(f"not in the package, and so not left out: {', '.join(gone)}")


def from_zip(path):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def from_folder(path):
    for folder, _, names in sorted(os.walk(path)):
        for name in sorted(names):
            if name.endswith((".py", ".wasm", ".npz")):
                full = os.path.join(folder, name)
                with open(full, "rb") as file:
                    yield os.path.relpath(full, path), file.read()
`);

const pack = python.globals.get("pack");
for (let i = 0; i < words.length; i += 3) {
  const [kind, source, out] = words.slice(i, i + 3);
  let files;
  if (kind === "package") {
    python.FS.mkdirTree("/source");
    python.FS.mount(python.FS.filesystems.NODEFS, { root: source }, "/source");
    files = python.globals.get("from_folder")("/source");
  } else {
    python.FS.writeFile("/source.zip", readFileSync(source));
    files = python.globals.get("from_zip")("/source.zip");
  }
  pack(kind, files, "/out.zip");
  writeFileSync(out, python.FS.readFile("/out.zip"));
}
