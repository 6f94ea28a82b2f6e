"""Pages: no inline style or script, nothing from elsewhere, no law decided in a template, files as they were vendored."""

import hashlib
import re

import pytest

from tests.walls.house import ROOT, name_of, templates, tracked

VENDOR = ROOT / "static" / "vendor"
INLINE = re.compile(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\bsrc=)", re.IGNORECASE)
ELSEWHERE = re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE)
ARITHMETIC = re.compile(r"\{%-?\s*(?:if|elif)\b[^%]*(?:/\s*\d|\*\s*\d|\d\s*\*)")
DASHES = re.compile(r"\|\s*safe\b")


@pytest.fixture(params=templates(), ids=name_of)
def template(request):
    return re.sub(r"\{#.*?#\}", "", request.param.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_no_inline_style_or_script(template):
    assert not INLINE.findall(re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", template, flags=re.DOTALL))


def test_nothing_comes_from_elsewhere(template):
    assert not ELSEWHERE.findall(template)


def test_no_law_is_decided_in_a_template(template):
    assert not ARITHMETIC.findall(template), "a threshold belongs to rules/, the page shows a verdict"


def test_no_text_is_declared_safe(template):
    assert not DASHES.findall(template), "a safe text is a Markup made by Python that cleaned it"


def test_forms_that_write_carry_their_token(template):
    forms = re.findall(r"<form\b[^>]*method=[\"']post[\"'].*?</form>", template, re.DOTALL | re.IGNORECASE)
    assert not [form[:80] for form in forms if "csrf" not in form and "hidden_tag" not in form and "{{" not in form]


def vendored():
    return [path for path in tracked() if VENDOR in path.parents and path.name != "VENDORED.md"]


def test_vendored_files_are_what_they_were():
    rows = re.findall(
        r"^\| `([^`]+)` \|.*`([0-9a-f]{64})` \|$", (VENDOR / "VENDORED.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    static = VENDOR.parent
    found = {
        path.relative_to(static).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in [*vendored(), static / "icons.svg"]
    }
    assert dict(rows) == found


def test_vendored_folders_carry_their_licence():
    folders = {path.relative_to(VENDOR).parts[0] for path in vendored()}
    assert not [folder for folder in folders if not (VENDOR / folder / "LICENSE").is_file()]


def test_own_scripts_are_small_and_speak_to_this_house_only():
    """`region.innerHTML` is the polled part of a page, which a template of ours has written and escaped."""
    scripts = [path for path in tracked() if path.suffix == ".js" and "vendor" not in path.parts]
    for path in scripts:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 250, name_of(path)
        assert not re.search(
            r"\beval\(|new Function|(?<!region\.)innerHTML|document\.write|https?://(?!www\.w3\.org)", text
        ), name_of(path)
