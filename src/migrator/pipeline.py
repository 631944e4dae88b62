"""From a site to a target: index, convert page by page in parallel, finish."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from migrator.adapter import Adapter, Converted, Options, OutputFile, check_settings, find_adapter
from migrator.anchors import Anchors
from migrator.diagnostics import Code, Diagnostic, Severity
from migrator.docusaurus.reader import DocusaurusReader
from migrator.nodes import Code as CodeBlock
from migrator.nodes import Root
from migrator.output import OutputFolder, Staged, stage
from migrator.post import Post
from migrator.redirects import HOSTS, host_file
from migrator.site import Reader, Site

#: Pages that a process converts at a time; a site with fewer is not worth a pool of processes.
BATCH = 64

KINDS = {"docs": "doc", "blog": "post", "pages": "page"}

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Report:
    """What a migration did.  ``files`` counts all files of the output, ``assets`` the copied ones among them.

    ``sources`` are, by a page's address, the files whose diagnostics are about it: its own and what it includes.
    """

    target: str
    output: Path
    pages: int = 0
    listings: int = 0
    files: int = 0
    assets: int = 0
    redirects: int = 0
    seconds: float = 0.0
    diagnostics: list[Diagnostic] = field(default_factory=list)
    sources: dict[str, list[str]] = field(default_factory=dict)

    @property
    def lost(self) -> bool:
        """Whether anything could not be carried over."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)

    def to_json(self) -> dict[str, object]:
        return {
            "target": self.target,
            "output": str(self.output),
            "pages": self.pages,
            "listings": self.listings,
            "files": self.files,
            "assets": self.assets,
            "redirects": self.redirects,
            "seconds": round(self.seconds, 3),
            "diagnostics": [d.to_json() for d in self.diagnostics],
            "sources": self.sources,
        }


@dataclass(slots=True)
class _Batch:
    """What a process hands back for the pages it converted: no bodies, so that memory does not grow."""

    staged: list[Staged] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    sources: dict[str, list[str]] = field(default_factory=dict)
    anchors: Anchors = field(default_factory=Anchors)


class _Worker:
    """Converts pages; one object in each process.  ``staging`` is ``None`` in a dry run."""

    def __init__(self, reader: Reader, adapter: Adapter, staging: Path | None) -> None:
        self.reader = reader
        self.adapter = adapter
        self.staging = staging
        self.pages = [meta for site in reader.site.editions for meta in site.posts]
        self._copied: set[PurePosixPath] = set()

    def convert(self, numbers: range) -> _Batch:
        batch = _Batch()
        for number in numbers:
            post = self.reader.read(self.pages[number])
            converted = convert_safely(self.adapter, post)
            diagnostics = [*post.diagnostics, *converted.diagnostics]
            batch.diagnostics += diagnostics
            batch.anchors.add(post)
            own = str(post.meta.path)
            batch.sources[post.meta.permalink] = [own, *sorted({str(d.path) for d in diagnostics if d.path} - {own})]
            for file in converted.files:
                self.write(file, batch, number)
        return batch

    def finish(self) -> _Batch:
        batch = _Batch()
        for made in self.adapter.finish(self.staging):
            if isinstance(made, Diagnostic):
                batch.diagnostics.append(made)
            else:
                self.write(made, batch)
        return batch

    def write_redirects(self, host: str, batch: _Batch) -> None:
        """Add the file in which ``host`` wants the redirects of all languages."""
        text, problems = host_file(host, [one for site in self.reader.site.editions for one in site.redirects])
        path = PurePosixPath(HOSTS[host].file)
        self.write(OutputFile(self.adapter.served / path if HOSTS[host].served else path, text), batch)
        batch.diagnostics += problems

    def write(self, file: OutputFile, batch: _Batch, page: int = -1) -> None:
        """Stage a file; one to copy that another page had already is not copied again."""
        if isinstance(file.content, Path):
            if file.path in self._copied:
                return
            self._copied.add(file.path)
        try:
            batch.staged.append(stage(self.staging, file, page))
        except OSError as error:
            path = self.pages[page].path if page >= 0 else None
            what = file.content if isinstance(file.content, Path) else file.path
            batch.diagnostics.append(Diagnostic(Code.FILE_UNREADABLE, f"{what}: {error.strerror or error}", path))

    def write_again(self, page: int, path: str) -> None:
        """Convert a page once more and stage its file ``path``, which another page has overwritten."""
        post = self.reader.read(self.pages[page])
        for file in convert_safely(self.adapter, post).files:
            if str(file.path) == path:
                stage(self.staging, file, page)


_worker: _Worker


def _start(worker: _Worker) -> None:
    """Begin a process that converts pages.

    A page's objects die with it, all but a few; and the site's stay.  So garbage is looked for seldom, and never
    among the site's.
    """
    global _worker
    _worker = worker
    gc.freeze()
    gc.set_threshold(20_000)


def _convert(numbers: range) -> _Batch:
    return _worker.convert(numbers)


def convert_safely(adapter: Adapter, post: Post) -> Converted:
    """Convert a page; should the adapter fail, convert its bare text, so that nothing is lost."""
    try:
        return adapter.convert(post)
    except Exception as error:
        problem = Diagnostic(Code.INTERNAL, f"{type(error).__name__}: {error}", post.meta.path)
    text = post.source.body if post.source else ""
    converted = adapter.convert(Post(post.meta, Root([CodeBlock(value=text, lang="md")])))
    return Converted(converted.files, [problem, *converted.diagnostics])


def migrate(
    source: str | Path,
    to: str,
    output: str | Path | None = None,
    *,
    only: frozenset[str] = frozenset(),
    options: Options | None = None,
    repository: str | Path | None = None,
    env: Mapping[str, str] | None = None,
    force: bool = False,
    dry_run: bool = False,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Report:
    """Migrate the Docusaurus site in the folder ``source`` to the target ``to``.

    ``output`` is the folder to write, by default one beside the source with the target's name behind it.
    ``only`` limits the run to kinds of content ("docs", "blog", "pages").  Nothing outside of ``repository`` is read
    (default: the nearest folder that holds ``.git``, else the site's own); ``env`` is what the site's configuration
    finds in ``process.env``.  ``force`` allows an output folder that holds something else.  ``jobs`` is the number of
    processes, by default one a core.  ``progress`` is called with the pages done and all pages.  A ``dry_run``
    does everything but write.

    Raises ``SourceError``, ``OutputError``, ``UnknownTarget`` or ``BadSetting``; bad content never raises, see
    ``Report.diagnostics``.
    """
    began = time.monotonic()
    options = options or Options()
    root = Path(source)
    adapter_class = find_adapter(to)
    check_settings(adapter_class, options.settings)
    report = Report(to, Path(output) if output else default_output(root, to))
    with ExitStack() as stack:
        folder = None if dry_run else stack.enter_context(OutputFolder(report.output, root, force=force))
        reader = DocusaurusReader(root, repository=Path(repository) if repository else None, env=env)
        if only:
            restrict(reader.site, only)
        adapter = adapter_class(reader.site, options)
        worker = _Worker(reader, adapter, folder.staging if folder else None)
        batches = [*_run(worker, jobs or _cores(), progress or (lambda done, total: None)), worker.finish()]
        if options.host:
            worker.write_redirects(options.host, batches[-1])
        diagnostics = [*_indexing(reader.site), *(d for batch in batches for d in batch.diagnostics)]
        diagnostics += _missing_anchors(batches, reader.site)
        staged = _merge(batches, worker, diagnostics)
        if folder:
            diagnostics += folder.commit(staged)
    report.pages = len(worker.pages)
    report.listings = sum(len(site.listings) for site in reader.site.editions)
    report.redirects = sum(len(site.redirects) for site in reader.site.editions)
    report.files = len(staged)
    report.assets = sum(file.copied for file in staged)
    report.diagnostics = sorted(set(diagnostics), key=_order)
    report.sources = {permalink: paths for batch in batches for permalink, paths in sorted(batch.sources.items())}
    report.seconds = time.monotonic() - began
    return report


def default_output(source: Path, to: str) -> Path:
    """Return the folder beside ``source`` that a migration to ``to`` goes to."""
    source = source.resolve()
    return source.with_name(f"{source.name}-{to}")


def restrict(site: Site, only: frozenset[str]) -> None:
    """Leave only the kinds of content in ``only`` in the site."""
    kinds = {KINDS[kind] for kind in only}
    for edition in site.editions:
        edition.posts = [meta for meta in edition.posts if meta.kind in kinds]
        edition.instances = [instance for instance in edition.instances if instance.kind in only]
        edition.listings = [listing for listing in edition.listings if listing.plugin in only]


def _missing_anchors(batches: list[_Batch], site: Site) -> Iterator[Diagnostic]:
    anchors = Anchors()
    for batch in batches:
        anchors.update(batch.anchors)
    yield from anchors.missing(site)


def _indexing(site: Site) -> Iterator[Diagnostic]:
    """What was found while the site was indexed, in all its languages."""
    for edition in site.editions:
        yield from edition.diagnostics


def _run(worker: _Worker, jobs: int, progress: Progress) -> Iterator[_Batch]:
    """Convert all pages, batch by batch and in order."""
    total = len(worker.pages)
    batches = [range(at, min(at + BATCH, total)) for at in range(0, total, BATCH)]
    if jobs == 1 or len(batches) < 2:
        for numbers in batches:
            yield worker.convert(numbers)
            progress(numbers.stop, total)
        return
    with ProcessPoolExecutor(min(jobs, len(batches)), initializer=_start, initargs=(worker,)) as pool:
        for numbers, batch in zip(batches, pool.map(_convert, batches), strict=True):
            yield batch
            progress(numbers.stop, total)


def _merge(batches: list[_Batch], worker: _Worker, diagnostics: list[Diagnostic]) -> list[Staged]:
    """Return the files of all batches, one a path.  Of two that want the same path the first is kept."""
    files: dict[str, Staged] = {}
    for batch in batches:
        for file in batch.staged:
            first = files.setdefault(file.path, file)
            if first.digest == file.digest:
                continue
            posts = worker.pages
            message = f"{file.path} is wanted twice; the first one was kept."
            diagnostics.append(
                Diagnostic(Code.OUTPUT_COLLISION, message, posts[file.page].path if file.page >= 0 else None)
            )
            if first.page >= 0:
                worker.write_again(first.page, file.path)
    return list(files.values())


def _order(d: Diagnostic) -> tuple[str, int, int, str, str]:
    return str(d.path or ""), d.line, d.column, d.code.value, d.message


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
