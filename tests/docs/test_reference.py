"""The reference is current and complete: what the code has, the pages name."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import jsonschema
import pytest

import jumpline
from jumpline import errors, ports
from jumpline.cli.commands import main
from jumpline.cli.output import PARTIAL
from jumpline.model.roles import ROLES
from jumpline.model.text import fold_width
from jumpline.packs import reading_pack
from jumpline.packs.fields import FIELDS
from jumpline.sample import write_pages
from jumpline.search import tokens
from jumpline.web.openapi import description

from .pages import READMES, ROOT, reference, text_of

_SCHEMA = ROOT / "docs" / "reference" / "jumpline-issue-1.schema.json"


def test_generated_parts_are_current() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "docs_reference.py"), "--check"],
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, f"run `make docs-reference`:\n{done.stdout}{done.stderr}"


def test_every_command_and_option_is_documented() -> None:
    page = text_of("docs/reference/command-line.md")
    context = click.Context(main, info_name="jumpline")
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        section = page.partition(f"\n## jumpline {name}\n")[2].partition("\n## ")[0]
        assert command.help, name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                for option in (*parameter.opts, *parameter.secondary_opts):
                    assert f"`{option}`" in section, f"{name} {option}"


def test_every_pattern_kind_is_documented() -> None:
    page = text_of("docs/reference/packs.md")
    for kind in {pattern.kind for pattern in reading_pack().patterns}:
        assert f"| `{kind}` |" in page, kind


def test_every_kind_is_used() -> None:
    """A kind that nothing asks for is a promise that nobody keeps."""
    assert "nothing yet" not in text_of("docs/reference/packs.md")


def test_every_pack_key_is_documented() -> None:
    page = text_of("docs/reference/packs.md")
    from jumpline.packs.pack import _File, _Header, _Pattern

    for struct in (_File, _Header, _Pattern):
        for key in struct.__struct_fields__:
            assert re.search(rf"`{key}`|^\[+{key}\]+|^{key} = ", page, re.MULTILINE), key


def test_every_key_of_a_style_is_documented() -> None:
    page = text_of("docs/howto/compose-pages.md")
    from jumpline.compose import style

    for struct in (style.Style, style.Paper, style.Grid, style.Body, style.Heads, style.Masthead):
        for key in struct.__struct_fields__:
            assert re.search(rf"`{key}`|\[{key}\]|\[{key}\.", page), key
    for struct in (style.Rules, style.Face, style.Faces):
        for key in struct.__struct_fields__:
            assert re.search(rf"`{key}`|faces\.{key}", page), key


def test_the_field_types_do_what_is_said() -> None:
    path = ROOT / "docs" / "reference" / "descriptions.toml"
    said = tomllib.loads(path.read_text(encoding="utf-8"))["field_types"]
    for name, field in FIELDS.items():
        text = fold_width(said[name]["text"])
        assert re.fullmatch(field.pattern, text, re.IGNORECASE), name
        value = field.parse(text)
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        assert shown == said[name]["value"], name


def test_every_port_is_documented() -> None:
    page = text_of("docs/reference/ports.md")
    for name, shape in vars(ports).items():
        if getattr(shape, "_is_protocol", False) and shape.__module__ == "jumpline.ports":
            assert f"### {name}\n" in page, name


@pytest.mark.parametrize("document", [*READMES, "docs/reference/errors.md"])
def test_every_exit_code_is_documented(document: str) -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    codes = {0, 130, PARTIAL, *(kind.exit_code for kind in kinds if hasattr(kind, "exit_code"))}
    found = {int(number) for number in re.findall(r"^\| (\d+) \|", text_of(document), re.M)}
    assert found == codes


def test_every_search_field_is_documented() -> None:
    page = text_of("docs/reference/search.md")
    for written in tokens.FIELDS:
        assert f"`{written}`" in page, written


def test_every_operator_is_documented() -> None:
    page = text_of("docs/reference/search.md")
    for written in (*tokens._OPERATORS, *tokens._QUOTES):
        assert written in page, written


def test_every_route_is_documented() -> None:
    page = text_of("docs/reference/json-api.md")
    for path in description()["paths"]:
        assert f"`GET {path}`" in page, path


def test_every_role_is_in_the_table_of_words() -> None:
    page = text_of("docs/reference/words.md")
    for role in ROLES:
        assert f"`{role}`" in page, role


def test_every_public_name_is_documented() -> None:
    pages = reference() + text_of("docs/howto/from-python.md")
    for name in jumpline.__all__:
        if not name.startswith("_"):
            assert f"`{name}`" in pages or f"jumpline.{name}" in pages, name


def test_the_schema_is_valid_and_takes_the_sample(tmp_path: Path) -> None:
    schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    issue = json.loads(jumpline.encode(jumpline.read(write_pages(tmp_path))))
    jsonschema.validate(issue, schema, cls=jsonschema.Draft202012Validator)
    issue["unknown"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(issue, schema, cls=jsonschema.Draft202012Validator)
