"""French is complete: every sentence that code or a page says has its translation, reviewed, typeset and compiled."""

import ast
import io
import re
import tomllib
from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.walls.house import ROOT, name_of, product_files, tree_of

CATALOGUE = ROOT / "translations" / "fr" / "LC_MESSAGES" / "messages.po"
REFUSALS = {
    "Malformed",
    "NotSignedIn",
    "NotAllowed",
    "NotFound",
    "StateMoved",
    "TooLarge",
    "Refused",
    "TooMany",
    "BadConfiguration",
}
MARK = re.compile(r"%\((\w+)\)[sd]")
# what is no prose: values, addresses, keys of a file with their value, tags, hours
CODE = re.compile(
    r"%\(\w+\)[sd]|https?://\S+|`[^`]*`|\w+ = \"[^\"]*\"|\{[^}]*\}|\"[\w/.,: -]+\"|\w+:\w+:\w+|<[^>]+>|&\w+;|\d+:\d+"
)
TIGHT = re.compile(r"(?<!\u202f)(?<![;!?])[;!?](?=\s|$)|(?<!\u00a0):(?=\s|$)|«(?!\u202f)|(?<!\u202f)»")
LOOSE = re.compile(r"\w'\w|€ ?\d|\"|[nN]° ?(?=\w)|[ \u202f](?:%%|€)|\.\.\.")
ENGLISH = re.compile(r"\b(?:the|this|that|these|with|from|which|nobody|members?|opened|closed)\b", re.IGNORECASE)


@cache
def french() -> Catalog:
    with CATALOGUE.open("rb") as stream:
        return read_po(stream, locale="fr")


def keywords():
    """The words of the make target, so that both look for the same sentences."""
    line = re.search(r"^KEYWORDS := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE).group(1)
    return {**DEFAULT_KEYWORDS, **parse_keywords(re.findall(r"-k (\S+)", line))}


@cache
def said():
    """Every sentence in the sources: {(msgid, context): where}."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"]
    methods = [(pattern, one["method"]) for one in mappings for pattern in one["pattern"]]
    found = {}
    for name, line, message, _comments, context in extract_from_dir(
        str(ROOT), method_map=methods, options_map={}, keywords=keywords(), comment_tags=("I18N:",)
    ):
        key = message[0] if isinstance(message, tuple) else message
        found.setdefault((key, context), f"{name}:{line}")
    return found


def entries():
    return [message for message in french() if message.id]


def texts(message):
    """[(English, French)] of an entry, its plural too."""
    if message.pluralizable:
        return [(message.id[1], text) for text in message.string]
    return [(message.id, message.string)]


def test_french_says_nought_in_the_singular():
    assert french().plural_expr == "(n > 1)"


def test_a_check_never_counts_people_with_a_plural_that_nobody_declines():
    """A rule says its sentence with no grammar of numbers: “Refunds that are late: 1” is right for one and for many."""
    bad = {
        key: where
        for (key, _context), where in said().items()
        if isinstance(key, str) and where.startswith("governance/rules/compliance/") and key.startswith("%(count)s ")
    }
    assert not bad


def test_every_sentence_is_translated():
    missing = {key: where for (key, context), where in said().items() if key and not _translated(key, context)}
    assert not missing


def _translated(key, context):
    message = french().get(key, context)
    return message is not None and not message.fuzzy and all(text for _english, text in texts(message))


def test_nothing_is_fuzzy_and_nothing_is_left_over():
    assert not [message.id for message in entries() if message.fuzzy]
    keys = set(said())
    assert not [message.id for message in entries() if (_key(message), message.context) not in keys]


def _key(message):
    return message.id[0] if message.pluralizable else message.id


def test_translations_keep_their_marks():
    """A value that the English sentence has, and only those, stand in the French one."""
    wrong = []
    for message in entries():
        for english, text in texts(message):
            known = set(MARK.findall(" ".join(message.id) if message.pluralizable else english))
            kept = set(MARK.findall(text))
            if text and (kept - known or (not message.pluralizable and kept != known)):
                wrong.append(english)
    assert not wrong


def test_french_is_typeset_as_french():
    """Narrow no-break space before ; ! ? and inside « », no-break space before : and in n° 3, curved apostrophes,
    euro and per cent after the figure, three dots in one sign.
    """
    wrong = []
    for message in entries():
        for _english, text in texts(message):
            bare = CODE.sub("x", text)
            if TIGHT.search(bare) or LOOSE.search(bare):
                wrong.append(text)
    assert not wrong


def test_both_forms_of_a_plural_are_there():
    assert not [one.id for one in entries() if one.pluralizable and (len(one.string) != 2 or not all(one.string))]


def test_no_english_stays_in_the_french():
    """What stands between « » may be a word of a file or of a command."""
    english = []
    for message in entries():
        for _english, text in texts(message):
            if ENGLISH.search(CODE.sub("", re.sub(r"«[^»]*»", "", text))):
                english.append(text)
    assert not english


def test_the_compiled_catalogue_is_the_written_one():
    stream = io.BytesIO()
    write_mo(stream, french())
    assert CATALOGUE.with_suffix(".mo").read_bytes() == stream.getvalue(), "run `make translate`"


def test_refusals_say_their_sentence_where_they_are_raised():
    """A refusal's sentence is a literal (or marked elsewhere), so that it is collected."""
    known = {key for key, _context in said()}
    loose = []
    for path in product_files():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSALS and len(node.args) > 1:
                words = node.args[1]
                if isinstance(words, ast.Constant) and words.value not in known:
                    loose.append(f"{name_of(path)}:{node.lineno}")
                if isinstance(words, ast.JoinedStr | ast.BinOp):
                    loose.append(f"{name_of(path)}:{node.lineno}")
    assert not loose
