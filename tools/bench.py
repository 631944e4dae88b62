"""Time a migration against the build of its result.

    python tools/bench.py [PAGES ...]        default: 1000 10000

For each size a site of realistic pages is made (docs with categories, a blog; MDX, admonitions, tabs, tables, code,
links, images), migrated to Hugo and built with Hugo.  Printed: wall time and peak memory of ``migrate`` (all its
processes together), Hugo's wall time, their ratio (the goal is at most 1.0), and pages per second.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

CONFIG = """\
export default {
  title: 'Bench', url: 'https://bench.example.org', baseUrl: '/', onBrokenLinks: 'warn',
  presets: [['classic', {docs: {}, blog: {postsPerPage: 20}}]],
  themeConfig: {navbar: {title: 'Bench', items: [{to: '/blog', label: 'Blog'}]}},
};
"""

WORDS = (
    "lantern light page reader garden winter paper stone river window letter morning table quiet answer mountain "
    "책장 독서 문장 생각 기록 아침 바람 이름"
).split()

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763b0606000000300011b"
    "94e6d10000000049454e44ae426082"
)


def sentence(rng: random.Random) -> str:
    words = [rng.choice(WORDS) for _ in range(rng.randint(6, 18))]
    words[rng.randrange(len(words))] = f"**{rng.choice(WORDS)}**"
    return " ".join(words).capitalize() + "."


def paragraph(rng: random.Random) -> str:
    return "\n".join(sentence(rng) for _ in range(rng.randint(2, 5)))


def body(rng: random.Random, number: int, links: list[str]) -> str:
    """Return the text of one page, about 4 KB, with every common construct."""
    kind = rng.choice(["note", "tip", "info", "warning", "danger"])
    link, other = rng.choice(links), rng.choice(links)
    return f"""\
import Tabs from '@theme/Tabs';
import TabItem from '@theme/TabItem';

{paragraph(rng)}

## {sentence(rng).strip(".*")}

{paragraph(rng)} See [the other page]({link}) and [one more]({other}#summary).

:::{kind} {rng.choice(WORDS).capitalize()}

{paragraph(rng)}

- {sentence(rng)}
- {sentence(rng)}

:::

```python title="page_{number}.py" {{2}}
def answer(question: str) -> int:
    return len(question) * {number}
```

### {sentence(rng).strip(".*")}

| Name | Value | Meaning |
| --- | :---: | ---: |
| `a` | {number} | {rng.choice(WORDS)} |
| `b` | {number + 1} | {rng.choice(WORDS)} \\| {rng.choice(WORDS)} |

![A pixel](/img/pixel.png)

<Tabs groupId="lang">
  <TabItem value="py" label="Python" default>

    ```python
    print({number})
    ```

  </TabItem>
  <TabItem value="js" label="JavaScript">

    ```js
    console.log({number});
    ```

  </TabItem>
</Tabs>

{paragraph(rng)}

<details>
<summary>More</summary>

{paragraph(rng)}

</details>

## Summary

{paragraph(rng)} `inline {{code}}` and <kbd>Ctrl</kbd>.

1. {sentence(rng)}
2. {sentence(rng)}
   - {sentence(rng)}

{paragraph(rng)}
"""


def make_site(root: Path, pages: int) -> None:
    """Write a site of ``pages`` pages, nine docs to one post."""
    rng = random.Random(pages)
    (root / "static/img").mkdir(parents=True)
    (root / "static/img/pixel.png").write_bytes(PIXEL)
    (root / "docusaurus.config.js").write_text(CONFIG)
    docs = [f"section-{n % 40:02}/topic-{n % 400 // 40}/page-{n:05}" for n in range(pages * 9 // 10)]
    urls = [f"/docs/{doc}" for doc in docs]
    for number, doc in enumerate(docs):
        path = root / "docs" / f"{doc}.mdx"
        path.parent.mkdir(parents=True, exist_ok=True)
        links = [*rng.sample(urls, 3), f"./page-{number:05}.mdx"]
        path.write_text(f"---\ntitle: Page {number}\nsidebar_position: {number}\n---\n\n{body(rng, number, links)}")
    (root / "blog").mkdir()
    for number in range(pages - len(docs)):
        path = root / "blog" / f"20{number % 20 + 10}-{number % 12 + 1:02}-{number % 28 + 1:02}-post-{number:04}.md"
        path.write_text(f"---\ntags: [{rng.choice(WORDS)}]\n---\n\n# Post {number}\n\n{body(rng, number, urls)}")


class PeakMemory(threading.Thread):
    """Samples the memory of a process and its children (proportional set size, so nothing counts twice)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.1):
            self.peak = max(self.peak, sum(map(self._size, self._family())))

    def _family(self) -> list[int]:
        family, queue = [], [self.pid]
        while queue:
            pid = queue.pop()
            family.append(pid)
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                try:
                    queue += map(int, task.read_text().split())
                except OSError:
                    continue
        return family

    @staticmethod
    def _size(pid: int) -> int:
        try:
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    return int(line.split()[1])
        except OSError:
            pass
        return 0


def timed(command: list[str], log: Path) -> tuple[float, float]:
    """Run a command; return its wall time in seconds and the peak memory of its processes in MiB."""
    with log.open("w") as stream:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=stream, stderr=subprocess.STDOUT)
        memory = PeakMemory(process.pid)
        memory.start()
        code = process.wait()
        seconds = time.perf_counter() - began
        memory.done.set()
    if code:
        sys.exit(f"{' '.join(command)} ended with {code}:\n{log.read_text()[-2000:]}")
    return seconds, memory.peak / 1024


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or [1000, 10000]
    scripts = Path(sys.executable).parent
    scratch = Path(tempfile.mkdtemp(prefix="migrate-bench-"))
    print(f"{os.cpu_count()} cores\n")
    print("  pages  migrate s  pages/s  peak MiB  hugo s  hugo MiB  ratio")
    try:
        for size in sizes:
            site, out = scratch / f"site-{size}", scratch / f"hugo-{size}"
            make_site(site, size)
            seconds, memory = timed(
                [str(scripts / "migrate"), str(site), "--to", "hugo", "-o", str(out)], scratch / "migrate.log"
            )
            hugo, hugo_memory = timed([str(scripts / "hugo"), "--quiet", "--source", str(out)], scratch / "hugo.log")
            print(
                f"{size:7}  {seconds:9.2f}  {size / seconds:7.0f}  {memory:8.0f}  {hugo:6.2f}  {hugo_memory:8.0f}"
                f"  {seconds / hugo:5.2f}"
            )
    finally:
        shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
