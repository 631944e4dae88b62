"""What is compared of a page besides its words, one function a part.

Each gives how much of what was there before is there after (``Score``), and a ``Finding`` for everything that is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from urllib.parse import unquote

from migrator.verify import files
from migrator.verify.page import CONTENT, Page, RenderedSite

_MARKS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"/page/\d+$")
_MOST = 400  # characters of a value shown in a finding


@dataclass(frozen=True, slots=True)
class Score:
    """``kept`` of ``total`` are there still."""

    kept: int
    total: int

    @property
    def ratio(self) -> float:
        return self.kept / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a reader would miss: what is the matter, what was there before, and what is there after."""

    part: str
    message: str
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class Sites:
    """The two sites, and what has to be known of them more than once."""

    before: RenderedSite
    after: RenderedSite
    _ids: dict[int, frozenset[str]] = field(default_factory=dict)

    def ids(self, page: Page) -> frozenset[str]:
        """Return all ids of a page.

        A browser finds an id that is spelled percent-encoded, as Ghost's are, by the characters that it stands for.
        """
        known = self._ids.get(id(page))
        if known is None:
            known = self._ids[id(page)] = frozenset(
                name for written in (*page.anchors, *page.other_ids) for name in (written, unquote(written))
            )
        return known

    def trouble(self, site: RenderedSite, address: str) -> str:
        """Return why a link leads nowhere, "" where it does not."""
        if not address.startswith("/"):
            return ""
        route, _, fragment = address.partition("#")
        route = site.follow(route)
        page = site.pages.get(route)
        if page is None:
            return "" if route in site.files or not route.startswith("/") else "there is no such page"
        if not fragment or fragment == "top" or fragment.startswith(":~:") or fragment in self.ids(page):
            return ""
        return "the page has no such anchor"


Result = tuple[Score, list[Finding]]


def anchors(sites: Sites, before: Page, after: Page) -> Result:
    """Every id that could be linked to."""
    there = sites.ids(after)
    findings = []
    for anchor in before.anchors:
        if anchor in there:
            continue
        text = next((text for _, name, text in before.headings if name == anchor), "")
        now = next((name for _, name, other in after.headings if text and other == text), "")
        findings.append(
            Finding(
                "anchors",
                f"The anchor of “{text}” is another one" if now else "The anchor is gone",
                "#" + anchor,
                "#" + now if now else "",
            )
        )
    return Score(len(before.anchors) - len(findings), len(before.anchors)), findings


def code(_: Sites, before: Page, after: Page) -> Result:
    """Every code block, character by character, but for tabs, which Docusaurus 2 turns into spaces."""
    was, now = ([_without_tabs(block) for block in page.code] for page in (before, after))
    lost, added = _missing(was, now), _missing(now, was)
    findings = []
    for index, block in enumerate(lost):
        other = added[index] if len(lost) == len(added) else ""
        if other:
            one, another = _first_difference(block, other)
            findings.append(Finding("code", "A code block is not the same", one, another))
        else:
            findings.append(Finding("code", "A code block is gone", _short(block)))
    return Score(len(before.code) - len(lost), len(before.code)), findings


def images(sites: Sites, before: Page, after: Page) -> Result:
    """Every image that was there, with the text that stands for it; those whose file was missing do not count.

    Docusaurus escapes that text twice (mdx-loader/lib/remark/transformImage), a target does not.
    """
    wanted = [image for image in before.images if files.resolves(sites.before, image[0])]
    partners = files.pair(sites.before, wanted, sites.after, after.images)
    findings = []
    for (address, text), at in zip(wanted, partners, strict=True):
        shown = f"{address} “{text}”" if text else address
        if at is None:
            findings.append(Finding("images", "An image is gone", shown))
            continue
        now, text_now = after.images[at]
        if not files.resolves(sites.after, now):
            findings.append(Finding("images", "An image does not load: there is no such file", shown, now))
        elif text and unescape(text) != unescape(text_now):
            message = "The text that stands for an image is not the same"
            findings.append(Finding("images", message, shown, f"“{text_now}”"))
    return Score(len(wanted) - len(findings), len(wanted)), findings


def embeds(sites: Sites, before: Page, after: Page) -> Result:
    """Videos, sounds and frames."""
    wanted = [address for address in before.embeds if files.resolves(sites.before, address)]
    found = [(address, "") for address in after.embeds]
    partners = files.pair(sites.before, [(address, "") for address in wanted], sites.after, found)
    findings = [
        Finding("embeds", "An embedded video, sound or frame is gone", address)
        for address, at in zip(wanted, partners, strict=True)
        if at is None or not files.resolves(sites.after, after.embeds[at])
    ]
    return Score(len(wanted) - len(findings), len(wanted)), findings


def links(sites: Sites, before: Page, after: Page) -> Result:
    """Every link that worked before: it must be there, and lead to the same place.

    One to a page that a program draws cannot work where that page is not there; it is told, and does not count.
    """
    working = [link for link in before.links if not sites.trouble(sites.before, link[0])]
    orphans = [link for link in working if _is_lost_program(sites, link[0])]
    working = [link for link in working if link not in orphans]
    there = Counter(_place(sites.after, address) for address, _ in after.links)
    file_links = [link for link in after.links if link[0] in sites.after.files]
    findings = []
    for address, text in working:
        place = _place(sites.after, _place(sites.before, address))
        if address in sites.before.files:
            at = files.pair(sites.before, [(address, text)], sites.after, file_links)[0]
            if at is not None:
                del file_links[at]
                continue
        if there[place]:
            there[place] -= 1
            trouble = sites.trouble(sites.after, place)
            if trouble:
                findings.append(
                    Finding("links", f"The link “{_short(text, 80)}” leads nowhere: {trouble}", address, place)
                )
            continue
        others = [other for other, other_text in after.links if other_text == text and text]
        now = next((other for other in others if there[_place(sites.after, other)]), "")
        why = sites.trouble(sites.after, now) if now else ""
        message = f"The link “{_short(text, 80)}” leads elsewhere" if now else f"The link “{_short(text, 80)}” is gone"
        findings.append(Finding("links", f"{message}: {why}" if why else message, address, now))
    score = Score(len(working) - len(findings), len(working))
    findings += [
        Finding("programs", f"The link “{_short(text, 80)}” leads to a page that a program draws", address)
        for address, text in orphans
    ]
    return score, findings


def _is_lost_program(sites: Sites, address: str) -> bool:
    route = sites.before.follow(address.partition("#")[0])
    page = sites.before.pages.get(route)
    return page is not None and page.kind == "other" and not sites.after.answers(route)


def entries(sites: Sites, before: Page, after: Page) -> Result:
    """The pages that a listing leads to; the listings it leads to where it is a list of those, as one of tags is.

    The new list may have other numbers of entries on its pages.
    """
    linked = {address for address, _ in before.links if address in sites.before.pages} - {before.route}
    content = {address for address in linked if sites.before.pages[address].kind in CONTENT}
    wanted = sorted(content or linked)
    pages = [page for page in sites.after.pages.values() if _list_of(page.route) == _list_of(after.route)]
    links = [address for page in pages or [after] for address, _ in page.links]
    there = {_place(sites.after, address).partition("#")[0] for address in links}
    findings = [
        Finding("entries", "The listing does not lead to a page", address)
        for address in wanted
        if _place(sites.after, address) not in there
    ]
    return Score(len(wanted) - len(findings), len(wanted)), findings


def _list_of(route: str) -> str:
    """Return the route of the first page of a list."""
    return _NUMBER.sub("", route) or "/"


def tables(_: Sites, before: Page, after: Page) -> Result:
    """Every table, cell by cell."""
    was = [_grid(table) for table in before.tables]
    now = [_grid(table) for table in after.tables]
    lost, added = _missing(was, now), _missing(now, was)
    findings = []
    for index, table in enumerate(lost):
        if len(lost) == len(added):
            one, other = _first_difference(table, added[index])
            findings.append(Finding("tables", "A table is not the same", one, other))
        else:
            findings.append(Finding("tables", "A table is gone", _short(table)))
    return Score(len(was) - len(lost), len(was)), findings


def admonitions(_: Sites, before: Page, after: Page) -> Result:
    """Every admonition, by type and title; by title alone where a site does not tell the type."""
    lost, added = list(before.admonitions), []
    for kind, title in after.admonitions:
        same = next((one for one in lost if one[1] == title and _same_type(one[0], kind)), None)
        if same:
            lost.remove(same)
        else:
            added.append((kind, title))
    paired = len(lost) == len(added)
    message = "An admonition is not the same" if paired else "An admonition is gone, or not marked as one"
    findings = [
        Finding("admonitions", message, ": ".join(admonition), ": ".join(added[index]) if paired else "")
        for index, admonition in enumerate(lost)
    ]
    return Score(len(before.admonitions) - len(lost), len(before.admonitions)), findings


def _same_type(one: str, other: str) -> bool:
    """Compare types of admonitions; not every target can have a hyphen in one."""
    return not one or not other or _MARKS.sub("", one) == _MARKS.sub("", other)


def metadata(sites: Sites, before: Page, after: Page) -> Result:
    """What a page says of itself to search engines, and by whom and when it was written."""
    pairs = [
        ("description", before.description, after.description, before.description == after.description),
        (
            "canonical address",
            before.canonical,
            after.canonical,
            _place(sites.after, before.canonical) == after.canonical,
        ),
        ("social card", before.image, after.image, _same_image(sites, before.image, after.image)),
        ("date", before.date, after.date, _same_date(before.date, after.date)),
        ("language", before.language, after.language, before.language.casefold() == after.language.casefold()),
        ("tags", ", ".join(before.tags), ", ".join(after.tags), set(before.tags) == set(after.tags)),
        ("authors", ", ".join(before.authors), ", ".join(after.authors), set(before.authors) == set(after.authors)),
    ]
    pairs = [pair for pair in pairs if pair[1]]
    findings = [
        Finding("metadata", f"The {name} is {'not the same' if now else 'gone'}", was, now)
        for name, was, now, same in pairs
        if not same
    ]
    return Score(len(pairs) - len(findings), len(pairs)), findings


def _place(site: RenderedSite, address: str) -> str:
    if not address.startswith("/"):
        return address
    route, mark, fragment = address.partition("#")
    return site.follow(route) + mark + fragment


def _missing(wanted: Iterable[str], there: Iterable[str]) -> list[str]:
    left = Counter(there)
    missing = []
    for value in wanted:
        if left[value]:
            left[value] -= 1
        else:
            missing.append(value)
    return missing


def _without_tabs(code: str) -> str:
    return code if "\t" not in code else "\n".join(line.expandtabs(4) for line in code.split("\n"))


def _grid(table: list[list[str]]) -> str:
    return "\n".join(" | ".join(row) for row in table)


def _first_difference(before: str, after: str) -> tuple[str, str]:
    """Return the first line that differs, with its number where there are several."""
    was, now = before.split("\n"), after.split("\n")
    for index in range(max(len(was), len(now))):
        one = was[index] if index < len(was) else ""
        other = now[index] if index < len(now) else ""
        if one != other:
            mark = f"line {index + 1}: " if len(was) > 1 else ""
            return mark + _short(one), mark + _short(other)
    return _short(before), _short(after)


def _short(text: str, most: int = _MOST) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _same_image(sites: Sites, before: str, after: str) -> bool:
    if not before:
        return True
    if not files.resolves(sites.before, before):
        return True
    found = files.pair(sites.before, [(before, "")], sites.after, [(after, "")] if after else [])[0]
    return found is not None and files.resolves(sites.after, after)


def _same_date(before: str, after: str) -> bool:
    if before[:10] == after[:10]:
        return True
    one, other = _moment(before), _moment(after)
    return one is not None and one == other


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
