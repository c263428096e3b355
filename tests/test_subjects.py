"""Subjects are loaded when a text speaks of them, and an old table of their words is never believed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from sciml import build_subjects, relation, subjects, vocabulary

ROOM = Path(vocabulary.__file__).parent / "domains"


def test_the_table_is_what_the_files_say() -> None:
    """`make format` writes it."""
    assert Path(subjects.__file__).read_text("utf-8") == build_subjects.table()


def test_relations_of_a_subject_are_asked_for_in_its_file_only() -> None:
    """For words of relations nothing is loaded, and for `relate("Name")` neither."""
    vocabulary.load()
    home = {name: cls for name, cls in relation.CLASSES.items() if ".domains." in cls.__module__}
    assert home and not [name for name, cls in home.items() if cls.words]
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "relate" and isinstance(node.args[0], ast.Constant):
                cls = home.get(str(node.args[0].value))
                assert cls is None or cls.__module__.endswith(f".{path.stem}"), f"{path.name} asks for {cls.__name__} of another subject"


def loaded(text: str, before: str = "") -> set[str]:
    """The subjects that a fresh Python has after compiling a text."""
    code = f"import sys, sciml\n{before}\nd = sciml.compile({text!r})\nassert d.ok\nprint(*(m[14:] for m in sys.modules if m.startswith('sciml.domains.')))"
    return set(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split())


def test_a_text_loads_what_it_speaks_of() -> None:
    """With a table as new as the files."""
    fresh = f"from sciml.subjects import SUBJECTS as S\nimport os\nfor m in S: S[m] = os.stat(f'{ROOM.as_posix()}/{{m}}.py').st_size, S[m][1]"
    assert "plane" in loaded("triangle(ABC, AB=3 cm, BC=4 cm, CA=5 cm)", fresh)
    assert not {"circuits", "optics", "mechanics"} & loaded("circle(O, radius=3 cm)", fresh)


def test_an_old_table_costs_time_and_nothing_else() -> None:
    """A file of another size is loaded at the start, as is one that is not written there."""
    old = "from sciml.subjects import SUBJECTS\nSUBJECTS['circuits'] = 1, ''\ndel SUBJECTS['axes']\nSUBJECTS['plane'] = 1, '.no_such_word'"
    assert {"circuits", "axes", "plane"} <= loaded("circle(O, radius=3 cm)", old)
