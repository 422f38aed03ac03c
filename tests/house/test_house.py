"""The house itself: what would otherwise be repeated in every review."""

import ast
import re
import subprocess
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = sorted(path for path in (ROOT / "benkan").rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted((ROOT / "benkan").rglob("templates/**/*.html"))
LEAK = re.compile(
    r"(^|[\s\"=(])/(work|farm|root|home/\w+)/|https?://[^\s\"')]*(pypi|registry|mirror|proxy|artifact)[^\s\"')]*/", re.I
)
SIGNAL = re.compile(r"@receiver|(?<!def )\b(?:pre|post)_(?:save|delete|init)\b|m2m_changed")  # not a field’s own method
# The machine's own hour, and who reads it: the clock, what installs and keeps a platform, doors (seconds of a sign-in
# that the library notes), and the plain programs, which know no platform.
HOUR = re.compile(r"(timezone|datetime|time|date)\.(now|time|today|utcnow|localtime|localdate)$")
READS_THE_HOUR = (
    "benkan/common/clock.py", "benkan/host/", "benkan/organisations/doors/", "benkan/linkage/engine/",
    "benkan/arrivals/dry_run.py",
)  # fmt: skip
BINARY = {".png", ".woff2", ".xlsx", ".pdf", ".ico", ".mo"}


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / line for line in listed.splitlines() if (ROOT / line).is_file()]


def _relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_file_is_called_by_what_it_is_not():
    assert [_relative(path) for path in CODE if path.stem in ("utils", "helpers", "misc", "tools")] == []


def test_no_file_has_grown_a_second_subject():
    long = {_relative(path): path.read_text().count("\n") for path in CODE if "tests" not in path.parts}
    assert {name: lines for name, lines in long.items() if lines > 320} == {}, "what is its second subject?"


def test_no_path_of_a_machine_and_no_registry_stands_in_the_repository():
    found = [
        f"{_relative(path)}:{number}"
        for path in _tracked()
        if path.suffix not in BINARY and path.stat().st_size < 2_000_000
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if LEAK.search(line)
    ]
    assert found == []


def test_locked_requirements_have_hashes_and_no_address():
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text()
        assert "://" not in text
        assert text.count("==") <= text.count("--hash=sha256:")


def _public_functions(path: Path):
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


WRITES = [path for path in CODE if path.name == "writes.py" or path.parent.name == "writes"]


@pytest.mark.parametrize("path", WRITES, ids=_relative)
def test_what_changes_the_world_says_by_whom(path):
    """Every public function of `writes` that takes `by` takes it, and all else, by name."""
    positional = [
        function.name
        for function in _public_functions(path)
        if any(argument.arg == "by" for argument in function.args.args + function.args.posonlyargs)
    ]
    assert positional == []


def test_no_context_writes_by_signal():
    assert [_relative(path) for path in CODE if "tests" not in path.parts and SIGNAL.search(path.read_text())] == []


def test_every_context_says_what_it_owns():
    folders = [
        path for path in (ROOT / "benkan").iterdir() if (path / "__init__.py").exists() and path.name != "config"
    ]
    assert [path.name for path in folders if not ast.get_docstring(ast.parse((path / "__init__.py").read_text()))] == []


def test_glossary_entries_point_at_classes():
    text = (ROOT / "docs" / "glossary.md").read_text()
    entries = re.findall(r"`(benkan\.[\w.]+)`", text)
    assert entries
    for entry in entries:
        module, name = entry.rsplit(".", 1)
        assert hasattr(import_module(module), name), entry


def test_every_decision_record_is_listed_once():
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text()
    records = sorted(path.name for path in folder.glob("0*.md"))
    assert re.findall(r"\((0\d+-[\w-]+\.md)\)", index) == records
    assert len({name[:4] for name in records}) == len(records)


def test_folders_named_in_the_readme_are_there():
    for folder in re.findall(r"^\| `([a-z/]+)` \|", (ROOT / "README.md").read_text(), re.M):
        assert (ROOT / folder).is_dir(), folder


def _words(template: Path) -> str:
    """The words a person reads: tags, comments and attributes' code left out; accessible names and titles kept."""
    text = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|<!--.*?-->", " ", template.read_text(), flags=re.S)
    text = re.sub(r"{%.*?%}|{{.*?}}", "§", text, flags=re.S)
    named = " ".join(re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', text))
    return re.sub(r"<[^>]*>", " ", text, flags=re.S) + " " + named


@pytest.mark.parametrize("template", TEMPLATES, ids=_relative)
def test_french_typography_of_pages(template):
    words = re.sub(r"&nbsp;", "\u00a0", _words(template))
    words = re.sub(r"&\w+;|&#\w+;", "§", words)
    assert re.findall(r"\w+'\w+", words) == [], "write ’"
    assert re.findall(r"\S* [:;!?»](?=\s|$)", words) == [], "non-breaking space before : ; ! ? »"
    assert re.findall(r"« \S*", words) == [], "non-breaking space after «"


@pytest.mark.parametrize("template", TEMPLATES, ids=_relative)
def test_pages_carry_no_style_and_no_script_of_their_own(template):
    text = template.read_text()
    assert not re.search(r"\sstyle=|\son\w+=|javascript:|data:image|<script(?![^>]*\bsrc=)", text)


def test_what_nobody_waits_for_is_done_one_at_a_time():
    """Or it would hold every place of the worker, and a list brought at a border post would wait for it."""
    found = {}
    for path in CODE:
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "configure_task":
                said = {one.arg: ast.unparse(one.value) for one in call.keywords}
                if said.get("priority", "0").startswith("-"):
                    found[f"{_relative(path)}:{call.lineno}"] = said.get("lock")
    assert set(found.values()) == {"BACKGROUND"}, found


def test_what_time_it_is_is_asked_of_the_clock():
    """Or a page would say the machine's minute among days of the past, and be another page a minute later."""
    found = [
        f"{_relative(path)}:{call.lineno}"
        for path in CODE
        if "tests" not in path.parts and not _relative(path).startswith(READS_THE_HOUR)
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and not call.args and HOUR.search(ast.unparse(call.func))
    ]
    assert found == []
