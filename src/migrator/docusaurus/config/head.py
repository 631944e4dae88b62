"""What the configuration puts into the head of every page: its own tags, and those of plugins that are known.

The rules are those of `core/lib/server` (``plugins/synthetic.js``, ``htmlTags.js``), of
`theme-classic/lib/theme/SiteMetadata` and of the plugins' ``injectHtmlTags``.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from migrator.docusaurus.addresses import normalize_url
from migrator.docusaurus.config.load import Config
from migrator.site import HeadTag

_GOOGLE = "https://www.googletagmanager.com"


@dataclass(slots=True)
class Head:
    """The head of every page.  ``analytics`` are Google's ids."""

    tags: list[HeadTag] = field(default_factory=list)
    analytics: list[str] = field(default_factory=list)


def read_head(config: Config) -> Head:
    """Return the tags of a site, in Docusaurus's order: the theme's metadata, plugins, the configuration's own."""
    tags = [_tag("meta", one) for one in _list(config.theme.get("metadata")) if isinstance(one, dict)]
    head = Head([*tags])
    for plugin in config.plugins:
        for name, write in _PLUGINS.items():
            if name in plugin.name:
                write(plugin.options, config, head)
    for name in ("gtag", "googleAnalytics"):  # of the theme's configuration, in version 2's first days
        if isinstance(given := config.theme.get(name), dict):
            _PLUGINS["google-gtag" if name == "gtag" else "google-analytics"](given, config, head)
    head.tags += _own_tags(config.raw)
    return head


def _own_tags(raw: Mapping[str, Any]) -> Iterator[HeadTag]:
    for one in _list(raw.get("headTags")):
        if isinstance(one, dict) and isinstance(one.get("tagName"), str):
            content = one.get("innerHTML")
            attributes = one.get("attributes")
            yield _tag(one["tagName"], attributes if isinstance(attributes, dict) else {}, content)
    for one in _list(raw.get("stylesheets")):
        if link := one if isinstance(one, dict) else {"href": one} if isinstance(one, str) else None:
            yield _tag("link", {"rel": "stylesheet", **link})
    for one in _list(raw.get("scripts")):
        if script := one if isinstance(one, dict) else {"src": one} if isinstance(one, str) else None:
            yield _tag("script", script)


def _gtag(options: Mapping[str, Any], config: Config, head: Head) -> None:
    """`plugin-google-gtag`: the script is loaded for the first id only."""
    given = options.get("trackingID")
    ids = [one for one in (given if isinstance(given, list) else [given]) if isinstance(one, str) and one]
    if not ids:
        return
    settings = {"anonymize_ip": True} if options.get("anonymizeIP") else {}
    lines = ["window.dataLayer = window.dataLayer || [];", "function gtag(){dataLayer.push(arguments);}"]
    lines += ["gtag('js', new Date());", *(f"gtag('config', {_js(one)}, {_js(settings)});" for one in ids)]
    head.tags += [
        _tag("script", {"async": True, "src": f"{_GOOGLE}/gtag/js?id={ids[0]}"}),
        _tag("script", {}, "\n".join(lines)),
    ]
    head.analytics += ids


def _google_analytics(options: Mapping[str, Any], config: Config, head: Head) -> None:
    """`plugin-google-analytics`, for ids of Google's older kind."""
    id_ = options.get("trackingID")
    if not isinstance(id_, str) or not id_:
        return
    lines = ["window.ga=window.ga||function(){(ga.q=ga.q||[]).push(arguments)};ga.l=+new Date;"]
    lines.append(f"ga('create', {_js(id_)}, 'auto');")
    lines += ["ga('set', 'anonymizeIp', true);"] if options.get("anonymizeIP") else []
    lines.append("ga('send', 'pageview');")
    head.tags += [
        _tag("script", {}, "\n".join(lines)),
        _tag("script", {"async": True, "src": "https://www.google-analytics.com/analytics.js"}),
    ]
    head.analytics.append(id_)


def _tag_manager(options: Mapping[str, Any], config: Config, head: Head) -> None:
    """`plugin-google-tag-manager`."""
    id_ = options.get("containerId")
    if isinstance(id_, str) and id_:
        start = "window.dataLayer = window.dataLayer || [];\n"
        start += "window.dataLayer.push({'gtm.start': Date.now(), event: 'gtm.js'});"
        head.tags += [
            _tag("script", {}, start),
            _tag("script", {"async": True, "src": f"{_GOOGLE}/gtm.js?id={id_}"}),
        ]


def _pwa(options: Mapping[str, Any], config: Config, head: Head) -> None:
    """The manifest and the icons of `plugin-pwa`, whose addresses are below ``baseUrl``."""
    for one in _list(options.get("pwaHead")):
        if isinstance(one, dict) and isinstance(one.get("tagName"), str):
            attributes = {key: value for key, value in one.items() if key != "tagName"}
            for key in ("href", "content"):
                value = attributes.get(key)
                if isinstance(value, str) and posixpath.splitext(value)[1] and not value.startswith(config.base_url):
                    attributes[key] = normalize_url([config.base_url, value])
            head.tags.append(_tag(one["tagName"], attributes))


_PLUGINS: dict[str, Callable[[Mapping[str, Any], Config, Head], None]] = {
    "google-gtag": _gtag,
    "google-analytics": _google_analytics,
    "google-tag-manager": _tag_manager,
    "plugin-pwa": _pwa,
}


def _tag(name: str, attributes: Mapping[str, object], content: object = None) -> HeadTag:
    pairs = ((key, value) for key, value in attributes.items() if value is not None and value is not False)
    return HeadTag(
        name,
        tuple((key, None if value is True else str(value)) for key, value in pairs),
        content if isinstance(content, str) else "",
    )


def _js(value: object) -> str:
    """A value as JavaScript that may stand in a page."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
