"""Small enough to read: files, functions, handlers, templates, parameters."""

import ast

from tests.walls.house import files_named, functions_of, name_of, product_files, templates, tracked

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
LONGEST_HANDLER = 25
LONGEST_TEMPLATE = 150
POSITIONAL = 4


def lines_of(node):
    return node.end_lineno - node.lineno + 1


def test_no_file_is_over_400_lines():
    python = {
        *product_files(),
        *(path for path in tracked() if path.suffix == ".py" and path.is_file() and "migrations" not in path.parts),
    }
    long = {name_of(path): count for path in python if (count := len(path.read_text().splitlines())) > LONGEST_FILE}
    assert not long


def test_nine_files_in_ten_are_under_250_lines():
    counts = sorted(len(path.read_text().splitlines()) for path in product_files())
    assert counts[len(counts) * 9 // 10] < 250


def test_no_function_is_over_50_lines():
    long = [
        f"{name_of(path)}:{node.lineno} {node.name} ({lines_of(node)})"
        for path in product_files()
        for node in functions_of(path)
        if lines_of(node) > LONGEST_FUNCTION
    ]
    assert not long


def test_handlers_are_thin():
    thick = [
        f"{name_of(path)}:{node.lineno} {node.name} ({lines_of(node)})"
        for path in files_named("views")
        for node in functions_of(path)
        if node.decorator_list and lines_of(node) > LONGEST_HANDLER
    ]
    assert not thick


def test_templates_are_lists_of_macro_calls():
    long = {
        name_of(path): count for path in templates() if (count := len(path.read_text().splitlines())) > LONGEST_TEMPLATE
    }
    assert not long


def test_at_most_four_positional_parameters():
    greedy = []
    for path in product_files():
        for node in functions_of(path):
            positional = [*node.args.posonlyargs, *node.args.args]
            framework = any("option" in ast_text(mark) or "argument" in ast_text(mark) for mark in node.decorator_list)
            routed = any(word in ast_text(mark) for mark in node.decorator_list for word in (".get", ".post", ".route"))
            listens = any("listens_for" in ast_text(mark) for mark in node.decorator_list)
            count = len([argument for argument in positional if argument.arg not in {"self", "cls"}])
            if count > POSITIONAL and not (framework or routed or listens):
                greedy.append(f"{name_of(path)}:{node.lineno} {node.name}")
    assert not greedy


def ast_text(node):

    return ast.unparse(node)
