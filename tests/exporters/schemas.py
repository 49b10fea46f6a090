"""The official schemas beside the checkout, and what is valid by them."""

from __future__ import annotations

import io
import json
import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pikepdf
import pytest
from lxml import etree

SCHEMAS = Path(__file__).resolve().parents[2].parent / "shared" / "schemas"
_XSD = {
    "alto": "alto/alto-4-4.xsd",
    "alto-3.1": "alto/alto-3-1.xsd",
    "alto-2.1": "alto/alto-2-1.xsd",
    "mets": "mets/mets-1.12.1.xsd",
    "pagexml": "page/pagecontent-2019.xsd",
    "newsml": "newsml-g2/NewsML-G2_2.35-All-Power.xsd",
}
_JSON = {"ninjs": "ninjs/ninjs-3.1.json", "iiif": "iiif/presentation-3.0.json"}
_EPUBCHECK = Path("/usr/share/java/epubcheck.jar")


class _Beside(etree.Resolver):
    """Imports name web addresses: their files lie in common/."""

    def resolve(self, url: str, public: str, context: Any) -> Any:
        name = url.rpartition("/")[2]
        name = "xlink.xsd" if "xlink" in name else name
        return self.resolve_filename(str(SCHEMAS / "common" / name), context)


def present() -> bool:
    if SCHEMAS.is_dir():
        return True
    if os.environ.get("CI"):
        pytest.fail("CI needs ../shared/schemas beside the checkout")
    return False


@cache
def _validator(form: str) -> Any:
    if form in _JSON:
        schema = json.loads((SCHEMAS / _JSON[form]).read_text(encoding="utf-8"))
        return jsonschema.validators.validator_for(schema)(schema)
    if form == "tei":
        return etree.RelaxNG(etree.parse(str(SCHEMAS / "tei/tei_all-p5-4.12.0.rng")))
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Beside())
    return etree.XMLSchema(etree.parse(str(SCHEMAS / _XSD[form]), parser))


def faults(form: str, data: bytes) -> list[str]:
    """What is wrong with a file by its format's schema; the first few."""
    if form == "pdf":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return [str(each) for each in pdf.check_pdf_syntax()]
    if form in _JSON:
        found = _validator(form).iter_errors(json.loads(data))
        return [
            f"{list(each.path)}: {each.message[:200]}"
            for each, _ in zip(found, range(3), strict=False)
        ]
    if form in _XSD or form == "tei":
        validator = _validator(form)
        root = etree.fromstring(data, etree.XMLParser(huge_tree=True, no_network=True))
        return (
            []
            if validator.validate(root)
            else [str(each)[:300] for each in validator.error_log][:3]
        )
    return []


def epub_faults(path: Path) -> str | None:
    """epubcheck's complaints; None where it is not installed."""
    if not _EPUBCHECK.exists():
        return None
    # It runs for seconds: no time to compile well, nor to collect in parallel.
    flags = ["-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    command = ["java", *flags, "-jar", str(_EPUBCHECK), "-q", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    return (done.stdout + done.stderr)[:2000] if done.returncode else ""
