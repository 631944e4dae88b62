// Theme switch, menus on small screens, tabs that switch together.
const body = document.body;
document.documentElement.classList.add("js");

for (const button of document.querySelectorAll("[data-toggle]")) {
  button.addEventListener("click", () => {
    const what = button.dataset.toggle;
    if (what !== "theme") return body.classList.toggle(`show-${what}`);
    const root = document.documentElement;
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
  });
}

function select(tabs, value) {
  const panels = tabs.panels;
  if (!panels.some((panel) => panel.dataset.value === value)) return;
  panels.forEach((panel, i) => {
    const chosen = panel.dataset.value === value;
    panel.hidden = !chosen;
    tabs.buttons[i].setAttribute("aria-selected", chosen);
    tabs.buttons[i].tabIndex = chosen ? 0 : -1;
  });
}

const groups = [...document.querySelectorAll(".tabs")].map((element) => {
  const panels = [...element.children].filter((child) => child.classList.contains("tab"));
  const bar = document.createElement("div");
  bar.className = "tab-bar";
  bar.setAttribute("role", "tablist");
  const tabs = { element, panels, name: element.dataset.group, buttons: [] };
  tabs.buttons = panels.map((panel) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = panel.dataset.label;
    button.setAttribute("role", "tab");
    panel.setAttribute("role", "tabpanel");
    button.addEventListener("click", () => {
      const value = panel.dataset.value;
      if (!tabs.name) return select(tabs, value);
      localStorage.setItem(`tab.${tabs.name}`, value);
      groups.filter((other) => other.name === tabs.name).forEach((other) => select(other, value));
    });
    return button;
  });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = tabs.buttons.indexOf(document.activeElement);
    const next = tabs.buttons[(at + step + tabs.buttons.length) % tabs.buttons.length];
    next.focus();
    next.click();
  });
  bar.append(...tabs.buttons);
  element.prepend(bar);
  const first = panels.find((panel) => "default" in panel.dataset) ?? panels[0];
  if (first) select(tabs, first.dataset.value);
  if (tabs.name) select(tabs, localStorage.getItem(`tab.${tabs.name}`));
  return tabs;
});
