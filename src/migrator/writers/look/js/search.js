// Searches titles and beginnings of pages: all words must be there, those in titles count more.
const form = document.querySelector("form.search");
const found = document.querySelector(".found");
const inline = document.getElementById("search-index");
const index = inline ? Promise.resolve(JSON.parse(inline.textContent)) : fetch(form.dataset.index).then((answer) => answer.json());
const MOST = 50;

const count = (text, word) => text.toLowerCase().split(word).length - 1;

async function search() {
  const words = form.q.value.toLowerCase().split(/\s+/).filter(Boolean);
  const pages = words.length ? await index : [];
  const ranked = [];
  for (const page of pages) {
    const scores = words.map((word) => 10 * count(page.title, word) + count(page.text ?? "", word));
    if (scores.every(Boolean)) ranked.push([scores.reduce((sum, one) => sum + one), page]);
  }
  ranked.sort((one, other) => other[0] - one[0]);
  found.replaceChildren(...ranked.slice(0, MOST).map(([, page]) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const text = document.createElement("p");
    link.href = page.url;
    link.textContent = page.title;
    const at = Math.max(0, (page.text ?? "").toLowerCase().indexOf(words[0]) - 60);
    text.textContent = (page.text ?? "").slice(at, at + 200);
    item.append(link, text);
    return item;
  }));
}

form.q.value = new URLSearchParams(location.search).get("q") ?? "";
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", () => {
  history.replaceState(null, "", form.q.value ? `?q=${encodeURIComponent(form.q.value)}` : location.pathname);
  search();
});
search();
