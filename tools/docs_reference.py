"""The generated parts of the reference in docs/, and the published JSON Schema.

    python tools/docs_reference.py            write them
    python tools/docs_reference.py --check    exit 1 when a stored page is stale

A page marks a generated part with ``<!-- begin NAME -->`` and ``<!-- end NAME -->``; prose around
it stays. What the code cannot say (what a field means) is in docs/reference/descriptions.toml: a
description that is missing, or that describes nothing, is an error.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click
import msgspec

from jumpline import plugins as plugs
from jumpline import ports as shapes_of_plugs
from jumpline.cli.commands import main as program
from jumpline.cli.output import PARTIAL
from jumpline.errors import JumplineError
from jumpline.exporting import form_named
from jumpline.ledger.entry import Commitment, Figure, Place
from jumpline.ledger.grammar import GrammarFile
from jumpline.ledger.names import Mention
from jumpline.ledger.programme import (
    Decision,
    Given,
    Milestone,
    Node,
    Programme,
    Quotation,
    Report,
    Standing,
)
from jumpline.ledger.threads import Link, Part, Thread
from jumpline.model.codec import json_schema
from jumpline.model.form import FACETS
from jumpline.model.issue import Issue
from jumpline.packs import reading_pack
from jumpline.packs.fields import FIELDS
from jumpline.stages.learnt import weights as weights_of
from jumpline.web.openapi import description

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
SOURCE = ROOT / "src" / "jumpline"
SCHEMA = REFERENCE / "jumpline-issue-1.schema.json"

_REGION = re.compile(r"(<!-- begin ([a-z-]+) -->\n).*?(<!-- end \2 -->)", re.DOTALL)
Inspected = msgspec.inspect


class Undescribed(SystemExit):
    """Something of the code has no description, or a description has lost its object."""


@cache
def _descriptions() -> dict[str, Any]:
    return tomllib.loads((REFERENCE / "descriptions.toml").read_text(encoding="utf-8"))


def described(table: str, names: Iterable[str]) -> dict[str, Any]:
    """The descriptions of a table, which must be exactly those of ``names``."""
    found: Any = _descriptions()
    for step in table.split("."):
        found = found.get(step, {})
    wanted, present = set(names), {name for name in found if name != "about"}
    if wanted - present:
        raise Undescribed(f"descriptions.toml: [{table}] lacks {sorted(wanted - present)}")
    if present - wanted:
        raise Undescribed(f"descriptions.toml: [{table}] describes no {sorted(present - wanted)}")
    return dict(found)


def cell(text: object) -> str:
    """Text for a table's cell."""
    return str(text).replace("|", "&#124;").replace("\n", " ")


def code(text: object) -> str:
    """Code for a table's cell."""
    if not set("|`") & set(str(text)) and str(text).strip() == str(text):
        return f"`{text}`"
    escaped = str(text).replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;")
    for sign in "*_[]\\":
        escaped = escaped.replace(sign, f"&#{ord(sign)};")
    return f"<code>{escaped}</code>"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    titles = list(head)
    lines = [titles, ["---"] * len(titles), *(list(row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# -- command line ------------------------------------------------------------------------------


def commands() -> str:
    root = click.Context(program, info_name="jumpline", **program.context_settings)
    parts = [_command(program, root, "## jumpline")]
    for name in program.list_commands(root):
        command = program.get_command(root, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=root)
        parts.append(_command(command, context, f"## jumpline {name}"))
    return "\n\n".join(parts)


def _command(command: click.Command, context: click.Context, title: str) -> str:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    parts = [title, f"```text\n{usage}\n```", *_help(command.help or "")]
    options = [param for param in command.get_params(context) if isinstance(param, click.Option)]
    parts.append("\n".join(_option(option) for option in options))
    return "\n\n".join(parts)


def _help(text: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(text)):
        if paragraph.lstrip().startswith("\b"):
            example = paragraph.replace("\b", "", 1).strip("\n")
            yield f"```text\n{example}\n```"
        else:
            yield " ".join(paragraph.split())


def _option(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    metavar = "" if option.is_flag else f" `{_metavar(option)}`"
    facts = [(option.help or "").strip().rstrip(".")]
    if option.show_default and not option.is_flag:
        facts.append(f"Default: `{option.default}`")
    if isinstance(option.envvar, str):
        facts.append(f"Environment: `{option.envvar}`")
    if option.multiple and "again" not in facts[0]:
        facts.append("May be given again")
    return f"- {names}{metavar}: {'. '.join(fact for fact in facts if fact) or 'see above'}."


def _metavar(option: click.Option) -> str:
    if option.metavar:
        return option.metavar
    if isinstance(option.type, click.Choice):
        return "|".join(map(str, option.type.choices))
    if isinstance(option.type, click.IntRange):
        low, high = option.type.min, option.type.max
        return f"{low if low is not None else ''}..{high if high is not None else ''}"
    return option.type.name.upper()


# -- Issue JSON --------------------------------------------------------------------------------


def schema_text() -> str:
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


def issue_fields() -> str:
    parts = []
    for struct in _structs(msgspec.inspect.type_info(Issue), {}).values():
        name = struct.cls.__name__
        texts = described(f"issue.{name}", (field.name for field in struct.fields))
        rows = [(code(f.name), _shape(f.type), cell(texts[f.name])) for f in struct.fields]
        parts.append(f"### {name}\n\n{texts['about']}\n\n{table(['field', 'type', 'what'], rows)}")
    return "\n\n".join(parts)


def ledger_fields() -> str:
    """The forms of `jumpline figures` and `jumpline commitments`."""
    return _ledger(Figure, Commitment, Place)


def programme_fields() -> str:
    return _ledger(Programme, Node, Milestone, Standing, Report, Quotation, Given, Decision)


def thread_fields() -> str:
    return _ledger(Thread, Part, Link)


def mention_fields() -> str:
    return _ledger(Mention)


def _ledger(*kinds: type[msgspec.Struct]) -> str:
    parts = []
    for kind in kinds:
        texts = described(f"ledger.{kind.__name__}", kind.__struct_fields__)
        rows = [
            (code(f.name), _shape(f.type), cell(texts[f.name]))
            for f in msgspec.inspect.type_info(kind).fields
        ]
        parts.append(
            f"### {kind.__name__}\n\n{texts['about']}\n\n{table(['field', 'type', 'what'], rows)}"
        )
    return "\n\n".join(parts)


def ledger_tables() -> str:
    """The tables of a grammar file."""
    texts = described("ledger.grammar", GrammarFile.__struct_fields__)
    return table(
        ["table", "what"],
        ((code(name), cell(texts[name])) for name in GrammarFile.__struct_fields__),
    )


def _structs(info: Any, found: dict[type, Any]) -> dict[type, Any]:
    """Struct types in the order in which a reader of the JSON meets them."""
    if isinstance(info, Inspected.StructType) and info.cls not in found:
        found[info.cls] = info
        for field in info.fields:
            _structs(field.type, found)
    elif isinstance(info, Inspected.VarTupleType):
        _structs(info.item_type, found)
    elif isinstance(info, Inspected.UnionType):
        for each in info.types:
            _structs(each, found)
    return found


def _shape(info: Any) -> str:
    if isinstance(info, Inspected.UnionType):
        return " or ".join(_shape(each) for each in info.types)
    if isinstance(info, Inspected.StructType):
        return f"[{info.cls.__name__}](#{info.cls.__name__.lower()})"
    if isinstance(info, Inspected.LiteralType):
        return "one of " + ", ".join(map(code, info.values))
    if isinstance(info, Inspected.VarTupleType):
        return f"list of {_shape(info.item_type)}"
    if isinstance(info, Inspected.TupleType):
        return "list of " + ", ".join(_shape(each) for each in info.item_types)
    if isinstance(info, Inspected.DictType):
        return f"object, values {_shape(info.value_type)}"
    names = {
        "NoneType": "null",
        "StrType": "text",
        "IntType": "integer",
        "FloatType": "number",
        "BoolType": "true or false",
        "AnyType": "any",
    }
    return names[type(info).__name__]


# -- packs -------------------------------------------------------------------------------------


def field_types() -> str:
    texts = described("field_types", FIELDS)
    rows = []
    for name in FIELDS:
        about = texts[name]
        rows.append((code(name), cell(about["what"]), code(about["text"]), code(about["value"])))
    return table(["type", "matches", "for example", "gives"], rows)


def pattern_kinds() -> str:
    kinds: dict[str, list[Any]] = {}
    for pattern in reading_pack().patterns:
        kinds.setdefault(pattern.kind, []).append(pattern)
    texts, users = described("pattern_kinds", kinds), _users_of_kinds()
    rows = []
    for kind in texts:
        slots = dict.fromkeys(slot for pattern in kinds[kind] for slot in pattern.template.slots)
        example = next(text for pattern in kinds[kind] for text in pattern.data.examples)
        rows.append(
            (
                code(kind),
                cell(texts[kind]),
                ", ".join(map(code, slots)) or "–",
                code(example),
                ", ".join(sorted(users.get(kind, {"nothing yet"}))),
            )
        )
    return table(["kind", "what it finds", "fields", "for example", "used by"], rows)


def _users_of_kinds() -> dict[str, set[str]]:
    """Kind → modules that ask a pack for it (calls of ``match``, and the furniture's tokens)."""
    users: dict[str, set[str]] = {}
    for path, tree in _modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and any(
                isinstance(target, ast.Name) and target.id == "TOKENS" for target in node.targets
            ):
                said: list[ast.AST] = list(ast.walk(node.value))
            elif isinstance(node, ast.Call) and _called(node) == "match":
                said = list(node.args[:1])
            else:
                continue
            for each in said:
                if isinstance(each, ast.Constant):
                    users.setdefault(str(each.value), set()).add(path.stem)
    return users


def vocabulary() -> str:
    lists = reading_pack().vocabulary
    texts = described("vocabulary", lists)
    rows = [(code(n), cell(what), "、".join(lists[n][:4]) + " …") for n, what in texts.items()]
    return table(["list", "what it is for", "begins"], rows)


# -- decisions, problems, errors ---------------------------------------------------------------


def weights() -> str:
    parts = []
    for question in ("seam", "jump"):
        values = weights_of("follow", question)
        texts = described(f"weights.{question}", values)
        rows = [(code(n), f"{value:+.1f}", cell(texts[n])) for n, value in values.items()]
        parts.append(f"### {question}\n\n{table(['feature', 'weight', 'what speaks'], rows)}")
    return "\n\n".join(parts)


def problems() -> str:
    found: dict[str, str] = {}
    for _, tree in _modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _called(node) == "Problem" and len(node.args) > 1:
                name, severity = node.args[:2]
                if isinstance(name, ast.Constant) and isinstance(severity, ast.Constant):
                    found[str(name.value)] = str(severity.value)
    texts = described("problems", found)
    rows = [(code(name), found[name], cell(texts[name])) for name in sorted(found)]
    return table(["code", "severity", "what has happened, what to do"], rows)


def _example(example: Any) -> str:
    parts = [f"heading {code(example.heading)}" if example.heading else ""]
    parts.append(f"text {code(example.text)}" if example.text else "")
    if example.issue:
        parts.append("issue " + code(json.dumps(example.issue, ensure_ascii=False)))
    return ", ".join(part for part in parts if part)


def checks() -> str:
    """Every rule of `jumpline check`, with the first issue that it catches and one that it must not."""
    from jumpline.checks.rule import rules

    head = table(
        ["code", "severity"],
        ((f"[`{rule.code}`](#{rule.code})", rule.data.severity) for rule in rules()),
    )
    parts = [
        f"### {rule.code}\n\n{rule.data.about}\n\n"
        f"- Catches: {_example(rule.data.catches[0])}\n"
        f"- Passes: {_example(rule.data.passes[0])}"
        for rule in rules()
    ]
    return "\n\n".join([head, *parts])


def styles() -> str:
    """Every rule of the built-in styles."""
    from jumpline.checks.styles import available, load_style

    parts = []
    for name in available():
        style = load_style(name)
        rows = (
            (
                code(rule.code),
                rule.severity,
                cell(rule.about),
                code(rule.examples[0]),
                code(rule.counter_examples[0]),
            )
            for rule in style.rules
        )
        head = ["code", "severity", "what", "catches", "passes"]
        parts.append(f"### {name}\n\n{style.name}\n\n{table(head, rows)}")
    return "\n\n".join(parts)


def corrections() -> str:
    """Every kind of correction with its own fields, then the fields of all, then a place."""
    from typing import get_args

    from jumpline.model import correction as model

    kinds = {str(k.__struct_config__.tag): k for k in get_args(model.Correction)}
    texts = described("correction.kinds", kinds)
    common = set(model._Correction.__struct_fields__)
    rows = []
    for name, kind in kinds.items():
        own = [field for field in kind.__struct_fields__ if field not in common]
        rows.append((code(name), ", ".join(map(code, own)), cell(texts[name])))
    parts = [table(["kind", "fields of its own", "what it does"], rows)]
    fields = described("correction.fields", model._Correction.__struct_fields__)
    parts.append(table(["field of all", "what"], ((code(n), cell(t)) for n, t in fields.items())))
    spot = described("correction.Spot", model.Spot.__struct_fields__)
    parts.append(table(["field of a place", "what"], ((code(n), cell(t)) for n, t in spot.items())))
    facts = get_args(model.IssueField), get_args(model.ArticleField)
    parts.append(
        f"Facts of an issue: {', '.join(map(code, facts[0]))}. "
        f"Facts of an article, named by `at`: {', '.join(map(code, facts[1]))}."
    )
    return "\n\n".join(parts)


def errors() -> str:
    kinds = list(_family(JumplineError, 0))
    texts = described("errors", (kind.__name__ for kind, _ in kinds))
    rows = [
        (
            "&nbsp;&nbsp;" * depth + code(kind.__name__),
            str(kind.exit_code),
            cell(texts[kind.__name__]),
        )
        for kind, depth in kinds
    ]
    return table(["error", "exit", "when"], rows)


def _family(kind: Any, depth: int) -> Iterator[tuple[Any, int]]:
    yield kind, depth
    for child in kind.__subclasses__():
        if child.__module__ == "jumpline.errors":
            yield from _family(child, depth + 1)


def exit_codes() -> str:
    codes = {0, 130, PARTIAL, *(kind.exit_code for kind, _ in _family(JumplineError, 0))}
    texts = described("exit_codes", map(str, codes))
    return table(
        ["code", "meaning"], [(str(each), cell(texts[str(each)])) for each in sorted(codes)]
    )


# -- ports, data routes ------------------------------------------------------------------------


def ports() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    shapes = {
        name: shape
        for name, shape in vars(shapes_of_plugs).items()
        if getattr(shape, "_is_protocol", False) and shape.__module__ == "jumpline.ports"
    }
    texts = described("ports", shapes)
    parts = []
    for name, shape in shapes.items():
        group = texts[name].get("group")
        built = ", ".join(f"`{plug}`" for plug in project["entry-points"].get(group, {}))
        where = f"Group `{group}`; built in: {built}.\n\n" if group else ""
        source = inspect.getsource(shape).rstrip()
        parts.append(f"### {name}\n\n{texts[name]['what']}\n\n{where}```py\n{source}\n```")
    return "\n\n".join(parts)


def formats() -> str:
    """Every exporter with what it keeps and loses, from what it says of itself."""
    forms = {name: form_named(name) for name in plugs.names("exporters")}
    head = ("format", *FACETS)
    rows = (
        (f"[`{name}`](#{name})", *("●" if facet in form.keeps else "" for facet in FACETS))
        for name, form in forms.items()
    )
    parts = [table(head, rows), table(("kept", "what"), FACETS.items())]
    for name, form in forms.items():
        lines = [
            f"## {name}",
            f"{form.says[0].upper()}{form.says[1:]}. `{form.suffix}`, {form.media}.",
        ]
        if form.options:
            lines.append(
                table(
                    ("option", "values, the first unless told", "what"),
                    (
                        (
                            f"`{option}`",
                            ", ".join(f"`{each}`" for each in told.choices or (told.first,)),
                            told.says,
                        )
                        for option, told in form.options.items()
                    ),
                )
            )
        notes = []
        if form.several:
            notes.append("Several files: a folder, or a zip where `-o` ends in `.zip`.")
        if form.geometry:
            notes.append("Needs the places of the text.")
        if form.sources:
            notes.append("Needs the files that the issue was read from.")
        if form.extra:
            notes.append(f"Needs the extra `{form.extra}`.")
        if form.appends:
            notes.append("Several issues go to standard output one after the other.")
        if form.back:
            notes.append(f"Comes back by the reader `{form.back}`.")
        lost = ", ".join(facet for facet in FACETS if facet in form.loses)
        notes.append(f"Loses {lost}." if lost else "Loses nothing.")
        parts += [*lines, " ".join(notes)]
    return "\n\n".join(parts)


def routes() -> str:
    parts = []
    for path, methods in description()["paths"].items():
        for method, operation in methods.items():
            answer = operation["responses"]["200"]["description"]
            lines = [f"### {operation['summary']}", f"`{method.upper()} {path}`: {answer}"]
            parameters = [
                f"- {code(each['name'])} ({each['in']}): {cell(each['description'])}"
                for each in operation.get("parameters", ())
            ]
            failures = ", ".join(sorted(operation["responses"])[1:])
            parts.append("\n\n".join([*lines, "\n".join(parameters), f"Else: {failures}."]))
    return "\n\n".join(part.replace("\n\n\n\n", "\n\n") for part in parts)


REGIONS: dict[str, Callable[[], str]] = {
    made.__name__.replace("_", "-"): made
    for made in (
        *(commands, issue_fields, field_types, pattern_kinds, vocabulary, weights),
        *(checks, styles, corrections, problems, errors, exit_codes, ports, formats, routes),
        *(ledger_fields, ledger_tables, programme_fields, thread_fields, mention_fields),
    )
}


@cache
def _modules() -> tuple[tuple[Path, ast.Module], ...]:
    files = sorted(SOURCE.rglob("*.py"))
    return tuple((path, ast.parse(path.read_text(encoding="utf-8"))) for path in files)


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def current() -> dict[Path, str]:
    """Every file with generated parts → what it should hold."""
    found = {SCHEMA: schema_text()}
    used: set[str] = set()
    for page in sorted(REFERENCE.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        regions = [region[2] for region in _REGION.finditer(text)]
        if regions:
            used.update(regions)
            found[page] = _REGION.sub(
                lambda region: f"{region[1]}\n{REGIONS[region[2]]()}\n\n{region[3]}", text
            )
    if missing := REGIONS.keys() - used:
        raise Undescribed(f"no page has the generated part {sorted(missing)}")
    return found


def main() -> None:
    check = "--check" in sys.argv[1:]
    stale = []
    for path, text in current().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.relative_to(ROOT))
            if not check:
                path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"{'stale' if check else 'written'}: {name}")
    sys.exit(1 if stale and check else 0)


if __name__ == "__main__":
    main()
