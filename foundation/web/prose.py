"""Text that people write in Markdown, made into safe HTML: no raw HTML in, an allow-list out, twice careful."""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "h2", "h3", "h4", "blockquote", "br", "hr", "code"}

_markdown = MarkdownIt("commonmark", {"html": False})


def prose(text: str) -> Markup:
    """Safe HTML of a Markdown text; a picture, a script or a strange address does not survive."""
    html = _markdown.render(text)
    return Markup(nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"https", "mailto"}))  # noqa: S704 - just cleaned
