// Makes tabs of panels that stand under one another; those of one group switch together.
(() => {
  const groups = [...document.querySelectorAll(".tabs")].map((element) => {
    const panels = [...element.children].filter((child) => child.classList.contains("tab"));
    const bar = document.createElement("div");
    bar.className = "tab-bar";
    bar.setAttribute("role", "tablist");
    const buttons = panels.map((panel) => {
      const label = panel.querySelector(":scope > .tab-label");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label.textContent;
      button.setAttribute("role", "tab");
      label.hidden = true;
      panel.setAttribute("role", "tabpanel");
      button.addEventListener("click", () => choose(group, panel.dataset.value));
      return button;
    });
    bar.append(...buttons);
    bar.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length);
      next.focus();
      next.click();
    });
    element.prepend(bar);
    const group = { name: element.dataset.group, panels, buttons };
    show(group, (panels.find((panel) => "default" in panel.dataset) ?? panels[0])?.dataset.value);
    if (group.name) show(group, localStorage.getItem(`tab.${group.name}`));
    return group;
  });

  function show({ panels, buttons }, value) {
    if (!panels.some((panel) => panel.dataset.value === value)) return;
    panels.forEach((panel, i) => {
      const chosen = panel.dataset.value === value;
      panel.hidden = !chosen;
      buttons[i].setAttribute("aria-selected", chosen);
      buttons[i].tabIndex = chosen ? 0 : -1;
    });
  }

  function choose(group, value) {
    show(group, value);
    if (!group.name) return;
    localStorage.setItem(`tab.${group.name}`, value);
    groups.filter((other) => other.name === group.name).forEach((other) => show(other, value));
  }
})();
