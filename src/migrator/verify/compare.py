"""Holding a site after a migration against the site before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from math import ceil
from multiprocessing import get_context
from typing import Literal

from migrator.verify import parts
from migrator.verify.furniture import Furniture
from migrator.verify.page import CONTENT, Kind, Page, RenderedSite
from migrator.verify.parts import Finding, Score, Sites
from migrator.verify.text import Difference, compare_words, words
from migrator.verify.told import Told

Status = Literal["present", "redirected", "missing"]

# In the order they are shown in.
CHECKS: dict[str, Callable[[Sites, Page, Page], parts.Result]] = {
    "anchors": parts.anchors,
    "code": parts.code,
    "images": parts.images,
    "links": parts.links,
    "tables": parts.tables,
    "admonitions": parts.admonitions,
    "embeds": parts.embeds,
    "metadata": parts.metadata,
}
PARTS = ("words", *CHECKS)
_FEW = 100
_NONE = Difference(0, 0, 0)


@dataclass(slots=True)
class PageResult:
    """How a page came through.

    ``at`` is the route that it is found at now.  ``reason`` is the owner's, for differences that are meant
    (``Exceptions``): they are shown, and not counted.  ``explained`` is by part what the migration had said.
    """

    route: str
    kind: Kind
    title: str
    status: Status
    at: str = ""
    words: Difference = _NONE
    scores: dict[str, Score] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    excepted: dict[str, str] = field(default_factory=dict)
    explained: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_content(self) -> bool:
        return self.kind in CONTENT

    def ratio(self, part: str) -> float:
        """Return how much of a part is there still, 0 to 1."""
        if part == "words":
            return self.words.ratio
        score = self.scores.get(part)
        return score.ratio if score else 1.0

    @property
    def worst(self) -> float:
        """The lowest of all parts, metadata aside; what pages are ranked by."""
        if self.status == "missing":
            return 0.0
        return min(
            (self.ratio(part) for part in (*PARTS, "entries") if part != "metadata" and part not in self.excepted),
            default=1.0,
        )

    @property
    def is_same(self) -> bool:
        return self.status != "missing" and not self.findings and not self.words.changes


#: Figures that are shown, and not looked at by ``--fail-under``.
_UNCOUNTED = frozenset(["metadata", "entries", "programs", "drawn"])


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure for the site, per cent: ``total`` over all, ``mean``, ``fifth`` percentile and ``least`` a page."""

    name: str
    kept: int
    of: int
    mean: float
    fifth: float
    least: float

    @property
    def lost(self) -> int:
        return self.of - self.kept

    @property
    def total(self) -> float:
        return 100 * self.kept / self.of if self.of else 100.0


@dataclass(slots=True)
class Comparison:
    """The outcome: every page of the site before, worst first, and the routes that are new.

    ``furniture`` is what stood on almost every page, and was left out of the comparison (see ``Furniture``).
    ``is_told``: it is known what the migration said of each page; ``of_all`` is what it said of all of them.
    """

    before: str
    after: str
    pages: list[PageResult] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    is_told: bool = False
    of_all: list[str] = field(default_factory=list)

    def figures(self, *, explained: bool = True) -> list[Figure]:
        """Return the site's figures: routes of content and listings, then each part of the content pages.

        Without those ``explained``, the parts of pages that a diagnostic explains are left out.
        """

        def pages(part: str) -> list[PageResult]:
            return [page for page in self.pages if explained or part not in page.explained]

        return [
            self._routes("routes", [page for page in pages("routes") if page.kind != "other"]),
            *(self._figure(part, [page for page in pages(part) if page.is_content]) for part in PARTS),
            self._figure("entries", [page for page in pages("entries") if page.kind == "listing"]),
            self._routes("programs", [page for page in pages("programs") if page.kind == "other"]),
            self._figure("drawn", [page for page in pages("programs") if page.kind == "other"]),
        ]

    def lowest(self) -> float:
        """Return the figure that ``--fail-under`` looks at: the lowest of all that a reader can see.

        Of words it is the mean of the pages, of everything else the share of the total.  Metadata, and pages that
        programs draw, do not count, nor does what a diagnostic explains.
        """
        counted = [figure for figure in self.figures(explained=False) if figure.name not in _UNCOUNTED]
        return min(figure.mean if figure.name == "words" else figure.total for figure in counted)

    @staticmethod
    def _routes(name: str, pages: Sequence[PageResult]) -> Figure:
        pages = [page for page in pages if "routes" not in page.excepted]
        found = [float(page.status != "missing") for page in pages]
        return _summary(name, int(sum(found)), len(found), found)

    @staticmethod
    def _figure(part: str, pages: Sequence[PageResult]) -> Figure:
        pages = [page for page in pages if part not in page.excepted]
        if part in ("words", "drawn"):
            pages = [page for page in pages if page.words.before]
            kept, of = sum(page.words.same for page in pages), sum(page.words.before for page in pages)
            return _summary(part, kept, of, [page.words.ratio for page in pages])
        scores = [page.scores[part] for page in pages if part in page.scores and page.scores[part].total]
        return _summary(
            part, sum(score.kept for score in scores), sum(score.total for score in scores), [s.ratio for s in scores]
        )


def _summary(name: str, kept: int, of: int, ratios: list[float]) -> Figure:
    if not ratios:
        return Figure(name, kept, of, 100.0, 100.0, 100.0)
    ranked = sorted(ratios)
    fifth = ranked[max(0, ceil(len(ranked) * 0.05) - 1)]
    return Figure(name, kept, of, 100 * sum(ranked) / len(ranked), 100 * fifth, 100 * ranked[0])


Exceptions = list[tuple[str, str, str]]
"""Differences that are meant: route pattern (``*`` for anything), part, reason."""


def compare_sites(
    before: RenderedSite,
    after: RenderedSite,
    *,
    only: str = "",
    exceptions: Exceptions | None = None,
    told: Told | None = None,
    jobs: int = 1,
) -> Comparison:
    """Compare every page of ``before`` whose route starts with ``only`` with its successor in ``after``.

    ``told`` is what the migration said of each page.  Words are compared by ``jobs`` processes.
    """
    sites = Sites(before, after)
    result = Comparison(before.place, after.place, is_told=told is not None)
    texts: list[tuple[PageResult, Page, Page]] = []
    furniture = Furniture(before)
    for route in sorted({*before.pages, *before.redirects, *before.feeds}):
        if not route.startswith(only) or not route.startswith("/") or not before.answers(route):
            continue
        page = before.pages.get(route) or Page(route, "redirect" if route in before.redirects else "feed")
        compared, page, successor = _compare_page(sites, page, furniture)
        result.pages.append(compared)
        if page.kind in CONTENT or (page.kind == "other" and page.text):
            texts.append((compared, page, successor or Page(route)))
    for (compared, _, _), difference in zip(texts, _differences([(b, a) for _, b, a in texts], jobs), strict=True):
        compared.words = difference
    for page_result in result.pages:
        _except(page_result, exceptions or [])
        if told:
            _explain(page_result, told)
    result.of_all = told.of_all if told else []
    result.pages.sort(key=_rank)
    result.furniture = furniture.left_out()
    result.new = sorted(route for route in after.pages if route.startswith(only) and not before.answers(route))
    return result


def _rank(page: PageResult) -> tuple[bool, float, int, int, str]:
    """Worst first, what programs draw last."""
    return page.kind == "other", page.worst, -page.words.lost - page.words.added, -len(page.findings), page.route


def _compare_page(sites: Sites, page: Page, furniture: Furniture) -> tuple[PageResult, Page, Page | None]:
    at = sites.after.follow(page.route)
    title = page.title or page.head_title
    successor = sites.after.pages.get(at)
    there = successor is not None or sites.after.answers(page.route)
    status: Status = "missing" if not there else "present" if at == page.route else "redirected"
    result = PageResult(page.route, page.kind, title, status, at if there else "")
    if not there:
        result.findings.append(Finding("routes", "The page is gone: nothing answers at its address", page.route))
        successor = Page(page.route)
    if successor is None:
        return result, page, None
    if page.kind == "listing" and there:
        score, result.findings = parts.entries(sites, page, successor)
        result.scores["entries"] = score
    if page.kind in CONTENT:
        page = furniture.clear(page, successor) if there else page
        for name, check in CHECKS.items():
            result.scores[name], findings = check(sites, page, successor)
            if there:
                result.findings += findings
    return result, page, successor


def _differences(pairs: list[tuple[Page, Page]], jobs: int) -> Iterable[Difference]:
    """Compare the words of pages, in several processes where that is worth it."""
    unequal = [pair for pair in pairs if pair[0].title != pair[1].title or pair[0].text != pair[1].text]
    if jobs == 1 or len(unequal) < _FEW:
        return [difference(*pair) for pair in pairs]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        return list(pool.map(_difference, [_seen(*pair) for pair in pairs], chunksize=32))


def difference(before: Page, after: Page) -> Difference:
    """Compare what is read on two pages."""
    return _difference(_seen(before, after))


def _seen(before: Page, after: Page) -> tuple[str, str]:
    """Return the texts that are read, title first.

    A layout that prints the title over a page that showed none before adds nothing that its reader did not know.
    """
    title = after.title if before.title or after.title_in_content else ""
    return "\n".join([before.title, *before.text]), "\n".join([title, *after.text])


def _difference(seen: tuple[str, str]) -> Difference:
    before, after = seen
    was = words(before)
    return compare_words(was, was if before == after else words(after))


def _explain(page: PageResult, told: Told) -> None:
    differing = {finding.part for finding in page.findings} | ({"words"} if page.words.changes else set())
    if page.kind == "other" and differing:
        differing.add("programs")
    explained = {part: told.explains(page.route, part) for part in sorted(differing)}
    page.explained = {part: said for part, said in explained.items() if said}


def _except(page: PageResult, exceptions: Exceptions) -> None:
    for pattern, part, reason in exceptions:
        if fnmatchcase(page.route, pattern):
            page.excepted[part] = reason
