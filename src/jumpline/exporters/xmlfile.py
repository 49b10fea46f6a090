"""XML out: elements of one namespace, and their bytes."""

from __future__ import annotations

from typing import Any

from lxml import etree

#: An element of lxml, which has no types of its own.
Element = Any
XML = "http://www.w3.org/XML/1998/namespace"


class Maker:
    """Makes elements of a namespace: ``make(parent, "p", "text", n="1")``. An attribute that is
    None is left out; ``xml_id`` and ``xml_lang`` are those of XML itself."""

    def __init__(self, namespace: str, **prefixes: str) -> None:
        self.namespace = namespace
        self.prefixes: dict[str | None, str] = {None: namespace}
        self.prefixes.update(prefixes)

    def _named(self, name: str) -> str:
        return f"{{{self.namespace}}}{name}" if self.namespace else name

    def root(self, name: str, **attributes: Any) -> Element:
        found = etree.Element(self._named(name), nsmap=self.prefixes)
        return _given(found, None, attributes)

    def __call__(
        self, parent: Element, name: str, text: str | None = None, /, **attributes: Any
    ) -> Element:
        found = etree.SubElement(parent, self._named(name))
        return _given(found, text, attributes)


def _given(element: Element, text: str | None, attributes: dict[str, Any]) -> Element:
    for name, value in attributes.items():
        if value is not None:
            key = f"{{{XML}}}{name[4:]}" if name.startswith("xml_") else name.rstrip("_")
            element.set(key, str(value))
    if text is not None:
        element.text = text
    return element


def xml_bytes(root: Element, *, pretty: bool = True) -> bytes:
    """UTF-8 with its declaration."""
    found: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=pretty)
    return found
