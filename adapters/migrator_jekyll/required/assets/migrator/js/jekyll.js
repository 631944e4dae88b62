// What Jekyll cannot draw without plug-ins of its own: the current page, the way to it, the table of contents, marked lines.
const here = decodeURI(location.pathname);
for (const link of document.querySelectorAll(".sidebar a, .navbar a")) {
  if (decodeURI(link.pathname) !== here || link.host !== location.host) continue;
  link.setAttribute("aria-current", "page");
  link.classList.add(`${link.closest(".sidebar") ? "menu" : link.closest(".dropdown") ? "dropdown" : "navbar"}__link--active`);
  for (let at = link.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
}

const way = document.querySelector(".breadcrumbs ul");
const current = document.querySelector(".sidebar a[aria-current]");
if (way && current) {
  const levels = [];
  for (let at = current.closest("details"); at; at = at.parentElement.closest("details")) levels.unshift(at.firstElementChild);
  if (current.parentElement.tagName === "SUMMARY") levels.pop();
  for (const level of [...levels, current]) {
    const item = document.createElement("li");
    const link = level.matches("a") ? level : level.querySelector("a");
    const shown = document.createElement(link && link !== current ? "a" : "span");
    if (link === current) shown.setAttribute("aria-current", "page");
    else if (link) shown.href = link.href;
    shown.textContent = level.textContent;
    item.append(shown);
    way.append(item);
  }
  way.parentElement.hidden = false;
}

const toc = document.querySelector("aside.toc");
if (toc) {
  const { min, max } = toc.dataset;
  const headings = [...document.querySelectorAll(".e-content :is(h1, h2, h3, h4, h5, h6)[id]")].filter((heading) => {
    const level = Number(heading.tagName[1]);
    return level >= min && level <= max;
  });
  const nav = document.createElement("nav");
  const lists = [];
  for (const heading of headings) {
    const depth = heading.tagName[1] - min;
    while (lists.length > depth + 1) lists.pop();
    while (lists.length <= depth) {
      const list = document.createElement("ul");
      (lists.at(-1)?.lastElementChild ?? lists.at(-1) ?? nav).append(list);
      lists.push(list);
    }
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#${heading.id}`;
    link.textContent = heading.textContent;
    item.append(link);
    lists.at(-1).append(item);
  }
  toc.append(nav);
  toc.hidden = headings.length === 0;
}

// data-lines="1,3-5" and data-start="1" stand on the block; each line becomes an element.
for (const block of document.querySelectorAll("[data-lines], [data-start]")) {
  const code = block.querySelector("code");
  if (!code || block === code) continue;
  const chosen = new Set();
  for (const part of (block.dataset.lines ?? "").split(",").filter(Boolean)) {
    const [first, last = first] = part.split("-").map(Number);
    for (let line = first; line <= last; line++) chosen.add(line);
  }
  const lines = code.innerHTML.replace(/\n$/, "").split("\n");
  const open = [];
  const shown = lines.map((line, index) => {
    const before = open.join("");
    for (const [tag] of line.matchAll(/<[^>]+>/g)) tag.startsWith("</") ? open.pop() : open.push(tag);
    const number = block.dataset.start ? `<span class="ln">${Number(block.dataset.start) + index}</span>` : "";
    const text = `${number}${before}${line}${"</span>".repeat(open.length)}\n`;
    return chosen.has(index + 1) ? `<span class="hl">${text}</span>` : text;
  });
  code.innerHTML = shown.join("");
}
