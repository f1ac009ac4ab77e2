"""The list of contents of a package, by which learning platforms know it (imsmanifest.xml).

The forms are those of SCORM 1.2 and SCORM 2004, 3rd edition (Advanced Distributed Learning). Their
schemas are not in the package: platforms have them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class _Form:
    """How a version writes it: its name, its namespaces, its word for kinds of resources."""

    version: str
    packaging: str
    scorm: str
    kind: str


_FORMS = {
    "scorm12": _Form(
        "1.2",
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2",
        "scormtype",
    ),
    "scorm2004": _Form(
        "2004 3rd Edition",
        "http://www.imsglobal.org/xsd/imscp_v1p1",
        "http://www.adlnet.org/xsd/adlcp_v1p3",
        "scormType",
    ),
}
_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="{packaging}" xmlns:adlcp="{scorm}" identifier="{identity}" version="1">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>{version}</schemaversion>
  </metadata>
  <organizations default="course">
    <organization identifier="course">
      <title>{title}</title>
      <item identifier="lesson" identifierref="tour">
        <title>{title}</title>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="tour" type="webcontent" adlcp:{kind}="sco" href="{launched}">
{files}
    </resource>
  </resources>
</manifest>
"""


def manifest(standard: str, identity: str, title: str, launched: str, files: Sequence[str]) -> str:
    """Return the list of contents of a package with one lesson, as XML.

    Parameters
    ----------
    standard : {"scorm12", "scorm2004"}
    identity : str
        What identifies the package.
    title : str
    launched : str
        The file that a platform opens.
    files : sequence of str
        All files, including that one.
    """
    form = _FORMS[standard]
    return _MANIFEST.format(
        packaging=form.packaging,
        scorm=form.scorm,
        version=form.version,
        kind=form.kind,
        identity=escape(identity),
        title=escape(title),
        launched=escape(launched),
        files="\n".join(f'      <file href="{escape(name)}"/>' for name in files),
    )
