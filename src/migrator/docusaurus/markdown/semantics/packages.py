"""Components of packages that many sites use, and what they show: Markdown, videos, posts of X.

They are told by their package, whatever name a page gives them; ``javascript/react.js`` leaves them as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

from migrator.diagnostics import Code
from migrator.docusaurus.markdown.places import forget_place
from migrator.docusaurus.markdown.semantics.code_component import constant_text
from migrator.docusaurus.markdown.semantics.context import Context
from migrator.docusaurus.markdown.settings import Settings
from migrator.docusaurus.markdown.syntax import parse_syntax
from migrator.nodes import Attribute, Component, Element, Heading, Js, Node, Paragraph, Parent, Text
from migrator.post import Source

_YOUTUBE = re.compile(
    r"(?:youtu\.be/|youtube(?:-nocookie)?\.com/(?:embed/|shorts/|live/|v/|watch\?(?:[^#]*&)?v=))([\w-]{6,})"
)
_VIMEO = re.compile(r"vimeo\.com/(?:video/)?(\d+)")
_FILE = re.compile(r"\.(?:(mp4|og[gv]|webm|mov|m4v)|(m4a|m4b|mp3|oga|wav|aac))(?:$|[?#])", re.I)


def package_component(node: Component, context: Context) -> Element | None:
    """Return what a component of a known package shows, ``None`` for any other or where that is not known."""
    meaning = _MEANINGS.get((node.module or "").split("/", 1)[0])
    return meaning(node, context) if meaning else None


def _markdown(node: Component, context: Context) -> Element | None:
    """``<ReactMarkdown>{text}</ReactMarkdown>`` (`react-markdown`): its headings have no ids."""
    text: object = node.attributes.get("children", node.attributes.get("source"))
    if node.children:
        text = constant_text(node, context)
    if not isinstance(text, str):
        return None
    root = parse_syntax(Source(context.source.path, text), Settings(format="md")).root
    for inner in list(root.walk()):
        forget_place(inner)
        if isinstance(inner, Parent):
            inner.children = [_without_id(child) for child in inner.children]
    classes = node.attributes.get("className")
    attributes: dict[str, Attribute] = {"className": classes} if isinstance(classes, str) else {}
    return Element(root.children, name="div" if attributes else "", attributes=attributes, inline=False, span=node.span)


def _without_id(node: Node) -> Node:
    return Element(node.children, name=f"h{node.depth}", inline=False) if isinstance(node, Heading) else node


def _lite_youtube(node: Component, context: Context) -> Element | None:
    """``<LiteYouTubeEmbed id="..." title="..." />`` (`react-lite-youtube-embed`): the player that a click opens."""
    video = node.attributes.get("id")
    if not isinstance(video, str):
        return None
    host = "www.youtube.com" if _is_set(node, "cookie") else "www.youtube-nocookie.com"
    path = f"videoseries?list={_quoted(video)}" if _is_set(node, "playlist") else _quoted(video)
    parameters = node.attributes.get("params")
    if isinstance(parameters, str) and parameters:
        path += ("&" if "?" in path else "?") + parameters.strip("?&")
    shape = f"{_number(node, 'aspectWidth', 16)} / {_number(node, 'aspectHeight', 9)}"
    return _player(node, f"https://{host}/embed/{path}", shape)


def _youtube(node: Component, context: Context) -> Element | None:
    """``<YouTube videoId="..." />`` (`react-youtube`)."""
    video = node.attributes.get("videoId")
    return _player(node, f"https://www.youtube.com/embed/{_quoted(video)}") if isinstance(video, str) else None


def _react_player(node: Component, context: Context) -> Element | None:
    """``<ReactPlayer url="..." />``, in version 3 ``src`` (`react-player`): a page of YouTube or Vimeo, or a file."""
    url = node.attributes.get("url", node.attributes.get("src"))
    if not isinstance(url, str):
        return None
    if found := _YOUTUBE.search(url):
        query = parse_qs(urlsplit(url).query)
        start = next((value for key in ("start", "t") for value in query.get(key, ()) if value.isdecimal()), "")
        return _player(node, f"https://www.youtube.com/embed/{found[1]}" + (f"?start={start}" if start else ""))
    if found := _VIMEO.search(url):
        return _player(node, f"https://player.vimeo.com/video/{found[1]}")
    if found := _FILE.search(url):
        attributes: dict[str, Attribute] = {"src": url, "controls": True, "style": "width: 100%"}
        return Element(name="video" if found[1] else "audio", attributes=attributes, inline=node.inline, span=node.span)
    return None


def _tweet(node: Component, context: Context) -> Element | None:
    """``<Tweet id="..." />`` (`react-tweet`): a link to the post, which only X can show."""
    number = node.attributes.get("id")
    if not isinstance(number, str) or not number.isdecimal():
        return None
    url = f"https://x.com/i/status/{number}"
    context.report(Code.STILL_PICTURE, f"<{node.name}> shows a post of X; a link to it took its place", node, node.name)
    link = Element([Text(url, plain=False, span=node.span)], name="a", attributes={"href": url}, inline=True)
    return Element([link if node.inline else Paragraph([link])], inline=node.inline, span=node.span)


def _player(node: Component, url: str, shape: str = "16 / 9") -> Element:
    title = node.attributes.get("title")
    attributes: dict[str, Attribute] = {
        "src": url,
        **({"title": title} if isinstance(title, str) and title else {}),
        "style": f"aspect-ratio: {shape}; width: 100%; border: 0",
        "allowfullscreen": True,
    }
    return Element(name="iframe", attributes=attributes, inline=node.inline, span=node.span)


def _quoted(word: str) -> str:
    return quote(word, safe="", errors="replace")


def _is_set(node: Component, name: str) -> bool:
    value = node.attributes.get(name)
    return bool(value.value) if isinstance(value, Js) else value is True


def _number(node: Component, name: str, default: int) -> int:
    value = node.attributes.get(name)
    given = value.value if isinstance(value, Js) and value.static else value
    return given if isinstance(given, int) and given > 0 else default


_MEANINGS: dict[str, Callable[[Component, Context], Element | None]] = {
    "react-markdown": _markdown,
    "react-lite-youtube-embed": _lite_youtube,
    "react-youtube": _youtube,
    "react-player": _react_player,
    "react-tweet": _tweet,
}
