"""An extension for Sphinx, in reStructuredText and in Markdown by MyST.

In ``conf.py``::

    extensions = ["izhikevich.books.sphinx"]
    izhikevich_site = "https://example.org/explorer/"

and in a document::

    .. izhikevich:: neuron?preset=CH
       :controls: I,d

       A chattering neuron.

HTML has a frame with a still, in which the explorer starts when it is clicked; EPUB has the still
as SVG, LaTeX as PDF (which needs Typst), and other formats the link.

``izhikevich_site`` is the web address of the explorer, or its file izhikevich-explorer.html: that
becomes a part of the book, which then needs no other host. By default it is the explorer that is
installed. ``izhikevich_height`` is the height of frames in pixels.
"""

from __future__ import annotations

import hashlib
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from izhikevich._version import __version__
from izhikevich.books.frame import HEIGHT, frame_html
from izhikevich.books.stills import Still, still
from izhikevich.built import FILE
from izhikevich.errors import FileError, ParameterError
from izhikevich.explorer import exploration
from izhikevich.messages.catalogues import codes
from izhikevich.plots.render import image_files

_LOGGER = logging.getLogger(__name__)
_STATIC = f"_static/{FILE}"


class explorer_frame(nodes.General, nodes.Element):  # type: ignore[misc]
    """A place where the explorer is shown: "link", and the options of the directive."""


class ExplorerDirective(SphinxDirective):  # type: ignore[misc]
    """The directive "izhikevich": its argument is a link, its content a caption."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {
        "height": directives.positive_int,
        "panel": directives.unchanged_required,
        "controls": directives.unchanged_required,
        "live": directives.flag,
        "name": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return a figure with the frame, and the content as its caption."""
        code = str(self.config.language or "en").partition("_")[0]
        found = explorer_frame(
            link=self.arguments[0],
            panel=self.options.get("panel"),
            language=code if code in codes() else None,
            height=self.options.get("height", self.config.izhikevich_height),
            controls=[one.strip() for one in self.options.get("controls", "").split(",") if one],
            live="live" in self.options,
        )
        self.set_source_info(found)
        figure = nodes.figure("", found)
        self.set_source_info(figure)
        if self.content:
            inlines, messages = self.state.inline_text("\n".join(self.content), self.lineno)
            figure += nodes.caption("", "", *inlines)
            figure += messages
        self.add_name(figure)
        return [figure]


def _made(node: nodes.Element) -> Still | None:
    """Return the still of a node; what is wrong is a warning at its place."""
    try:
        return still(node["link"], panel=node["panel"], language=node["language"])
    except (ParameterError, FileError) as error:
        _LOGGER.warning("izhikevich: %s", error, location=node)
        return None


def _visit_html(translator: Any, node: nodes.Element) -> None:
    """Write a frame; in EPUB, which runs no scripts, the still."""
    made = _made(node)
    builder = translator.builder
    if made is not None and builder.name == "epub":
        name = _stored(builder, made, "svg")
        source = relative_uri(builder.current_docname, f"{builder.imagedir}/{name}")
        translator.body.append(translator.emptytag(node, "img", "", src=source, alt=made.title))
    elif made is not None:
        site = builder.app.config.izhikevich_site
        if isinstance(site, Path):
            site = relative_uri(builder.get_target_uri(builder.current_docname), _STATIC)
        translator.body.append(
            frame_html(
                made,
                site,
                height=node["height"],
                controls=node["controls"],
                live=node["live"],
                caption=None,
            )
        )
    raise nodes.SkipNode


def _visit_latex(translator: Any, node: nodes.Element) -> None:
    """Include the still as PDF."""
    made = _made(node)
    if made is not None and find_spec("typst") is not None:
        name = _stored(translator.builder, made, "pdf")
        translator.body.append(f"\\noindent\\sphinxincludegraphics[width=\\linewidth]{{{name}}}\n")
    elif made is not None:
        _LOGGER.warning("izhikevich: stills in LaTeX need Typst: pip install typst", location=node)
    raise nodes.SkipNode


def _visit_text(translator: Any, node: nodes.Element) -> None:
    """Write the link."""
    site = translator.builder.app.config.izhikevich_site
    translator.add_text(f"[{'' if isinstance(site, Path) else site}{node['link']}]")
    raise nodes.SkipNode


def _visit_other(translator: Any, node: nodes.Element) -> None:
    raise nodes.SkipNode


def _stored(builder: Any, made: Still, form: str) -> str:
    """Store the still with the output, and return the name of its file."""
    key = hashlib.sha256(f"{__version__} {made.svg}".encode()).hexdigest()[:16]
    name = f"izhikevich-{key}.{form}"
    folder = Path(builder.outdir) / (builder.imagedir if builder.name != "latex" else "")
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / name).is_file():
        (folder / name).write_bytes(image_files.written(made.svg, form))
    return name


def _find(app: Sphinx, config: Any) -> None:
    """Find the explorer."""
    try:
        site = exploration("#neuron", site=config.izhikevich_site).site
    except ParameterError as error:
        raise ExtensionError(f"izhikevich_site: {error}") from None
    if not site:
        raise ExtensionError(f"izhikevich_site must be the explorer's address, or its file {FILE}")
    config.izhikevich_site = site


def _copy(app: Sphinx, error: Exception | None) -> None:
    """Make the explorer a part of the book, if it is a file and readers can use it."""
    site = app.config.izhikevich_site
    if error is None and isinstance(site, Path) and app.builder.format == "html":
        if app.builder.name == "epub":
            return
        target = Path(app.outdir) / _STATIC
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site, target)


def setup(app: Sphinx) -> dict[str, object]:
    """Add the extension to Sphinx."""
    app.add_config_value("izhikevich_site", None, "env")
    app.add_config_value("izhikevich_height", HEIGHT, "env", (int,))
    app.add_node(
        explorer_frame,
        html=(_visit_html, None),
        latex=(_visit_latex, None),
        text=(_visit_text, None),
        man=(_visit_other, None),
        texinfo=(_visit_other, None),
    )
    app.add_directive("izhikevich", ExplorerDirective)
    app.connect("config-inited", _find)
    app.connect("build-finished", _copy)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
