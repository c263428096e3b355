"""The author's guide: complete, short, and every line of it true."""

from __future__ import annotations

import re
import sys

import pytest

import sciml
from sciml.grammar import parse
from sciml.grammar.tree import Vary
from sciml.guide import STATEMENTS, guide, subject_page, units
from sciml.reference import all_messages, call_of, explain, first_line, kind_line, kind_page, messages_page, names, subjects

CORE = ("draw", "forces", "marks", "mechanics", "page", "plane")


def example(subject: str) -> str:
    for name, module in sorted(sys.modules.items()):
        found = re.search(r"```sciml\n(.*?)```", module.__doc__ or "", re.S) if name.startswith(f"sciml.domains.{subject}") else None
        if found:
            return found.group(1)
    return ""


@pytest.mark.parametrize("subject", sorted(subjects()))
def test_every_subject_has_a_worked_example(subject: str) -> None:
    text = example(subject)
    assert text, f"one file of {subject} shows a ```sciml example in its module text"
    document = sciml.compile(text)
    assert document.ok, [d.sentence() for d in document.diagnostics]
    assert not [d for d in document.diagnostics if d.severity == "warning"]
    assert all("    " + line in guide([subject]) for line in text.rstrip().splitlines())


def test_it_has_a_line_for_every_kind_and_no_more_than_two_pages() -> None:
    text = guide()
    for kinds in subjects().values():
        for k in kinds:
            assert kind_line(k, call_of(k)) in text
    core = guide(CORE)
    assert len(core) < 14_800, "two pages: about 70 lines of 100 characters each"


def test_the_relations_and_measures_of_a_subject_stand_with_it() -> None:
    core, whole = guide(CORE), guide(["circuits"])
    assert "kirchhoff" not in core
    assert "kirchhoff" in whole
    assert "equivalent_resistance" not in core
    assert "equivalent_resistance" in whole
    assert "collinear" in core
    assert "perimeter" in core


@pytest.mark.parametrize("line", STATEMENTS.splitlines())
def test_its_statements_are_statements(line: str) -> None:
    text = re.split(r" {4,}", line)[0].replace("{ ... }", "{ point(2, 3) }")
    assert not parse(text).faults, text


def test_what_it_defines_and_varies_can_be_copied() -> None:
    """The definition with its use, on a page of bare numbers as it shows them; and every form of `vary`."""
    (defined,) = (line for line in STATEMENTS.splitlines() if line.startswith("define "))
    code, _, use = defined.partition("    then ")
    document = sciml.compile(f"{code}\n{use}\n")
    assert document.ok, [d.sentence() for d in document.diagnostics]
    (varied,) = (line for line in STATEMENTS.splitlines() if line.startswith("vary "))
    forms = [re.split(r" {4,}", varied)[0], *re.findall(r"`(vary [^`]*)`", varied)]
    assert [type(s.over).__name__ for text in forms for s in parse(text).statements if isinstance(s, Vary)] == ["Range", "List"]


def test_its_calls_are_calls() -> None:
    for kinds in subjects().values():
        for k in kinds:
            call = call_of(k)
            assert not call or not parse(call).faults, call


def test_units_are_units() -> None:
    from sciml.quantity import UNIT_NAMES, find_unit

    named = set()
    for item in units().split():
        symbol, _, prefixes = item.partition("[")
        named |= {symbol, *(p + symbol for p in prefixes.rstrip("]"))}
    assert all(find_unit(name) for name in named)
    assert set(UNIT_NAMES) <= named


def test_messages_are_those_that_exist() -> None:
    codes = re.findall(r"^([A-Z]{3}\d{3}) ", guide().split("## The ten")[1], re.M)
    assert len(codes) == 10
    assert all(explain(code) for code in codes)
    assert len(messages_page().splitlines()) > 50


def test_pages_of_one_word() -> None:
    page = kind_page("wedge")
    assert page is not None
    assert page.startswith("incline(")
    assert "anchors:" in page
    assert kind_page("nothing_such") is None
    for word in ("figure", "state", "given", "unknown", "require", "arrange", "check", "repeat", "define", "vary"):
        assert "begins a statement" in (kind_page(word) or "")
    tangent = kind_page("tangent")
    assert tangent is not None
    assert "a relation" in tangent


def test_every_word_that_the_guide_shows_as_a_call_has_a_page() -> None:
    """`ghost(b, at=0.8)`, `column`, `grid(cols=2)`."""
    for word in set(re.findall(r"(?<![\w.\\])([a-z][a-z_0-9]+)\(", STATEMENTS)) - {"atom"}:
        assert kind_page(word) is not None, word


def test_pages_fit_a_terminal() -> None:
    """No line of 81 columns but of examples, and no two columns of a table run together."""
    pages = {word: kind_page(word) or "" for word in names()} | {m.code: explain(m.code) or "" for m in all_messages()}
    for word, page in pages.items():
        shown = re.sub(r"^(?:example|\w+):\n(?:  .*(?:\n|$))+", "", page.replace("parameters (", "\nparameters ("), flags=re.M)
        long = [line for line in shown.splitlines() if len(line) > 80 and " " in line.strip()]
        assert not long or "begins a statement" in page, (word, long)
    page = kind_page("spring") or ""
    table = page.split("left out):\n")[1].split("\n\n")[0].splitlines()
    assert "  natural_length?  a length             printed, not drawn" in table
    assert {line.find("a length") for line in table if "a length" in line} == {19}
    assert "  type?       one of converging, diverging\n" + " " * 42 + "if f is not given\n" in (kind_page("lens") or "")


def test_every_kind_of_a_name_is_shown() -> None:
    page = kind_page("node")
    assert page is not None
    assert "only inside graph" in page and "only inside circuit" in page
    lines = kind_page("line")
    assert lines is not None and lines.startswith("line(ends") and "only inside statement" in lines


@pytest.mark.parametrize("subject", sorted(subjects()))
def test_a_subject_has_a_page_of_its_own(subject: str) -> None:
    page, short = subject_page(subject), guide([subject])
    assert short != page
    for k in subjects()[subject]:
        head = kind_line(k) + (f"    (in {k.container})" if k.container else "")
        entry = page[page.index(f"\n\n{head}\n") + 2 :].split("\n\n")[0]
        assert first_line(k) in entry
        assert all(f"    {s.name}=" in entry for s in k.slots)
    shown = page.split("## Worked examples\n\n")[1].split("\n\n## Kinds")[0]
    worked = re.split(r"\n\n(?=    \S)", shown)
    assert len(worked) == 3
    for text in worked:
        assert sciml.compile(text).ok, text
