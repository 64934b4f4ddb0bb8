// What can a reader do?

function filtersChanged() {
  const form = find("#filters");
  for (const key of ["text", "rule", "severity", "month", "folder"]) wanted[key] = form.elements[key].value;
  fillFilters();
  table.renew();
}

/** Show only some articles, from a button somewhere else in the page. */
function showArticles(change) {
  const form = find("#filters");
  form.reset();
  wanted.group = null;
  change(form.elements);
  filtersChanged();
  find("#articles").scrollIntoView();
  find("#articles-title").focus({ preventScroll: true });
}

function speak(to) {
  root.lang = to;
  for (const button of findAll("[data-language]")) button.ariaPressed = String(button.dataset.language === to);
  for (const labelled of findAll("[data-label]")) labelled.ariaLabel = say(labelled.dataset.label);
  document.title = say("title");
  fillFilters();
  table.made.clear();
  table.show();
}

const prefersDark = matchMedia("(prefers-color-scheme: dark)");

function colour(theme) {
  if (theme) root.dataset.theme = theme;
  const shown = root.dataset.theme ?? (prefersDark.matches ? "dark" : "light");
  for (const button of findAll("button[data-theme]")) button.ariaPressed = String(button.dataset.theme === shown);
}

function listen() {
  for (const button of findAll("[data-language]")) {
    button.onclick = () => {
      memory.set("language", button.dataset.language);
      speak(button.dataset.language);
    };
  }
  for (const button of findAll("button[data-theme]")) {
    button.onclick = () => {
      memory.set("theme", button.dataset.theme);
      colour(button.dataset.theme);
    };
  }
  prefersDark.addEventListener("change", () => colour());

  const form = find("#filters");
  let waiting;
  form.elements.text.oninput = () => {
    clearTimeout(waiting);
    waiting = setTimeout(filtersChanged, 120);
  };
  form.onchange = (event) => {
    // The text was heard as it was typed; another table now would take the button away that is being pressed.
    if (event.target !== form.elements.text) filtersChanged();
  };
  form.onsubmit = (event) => event.preventDefault();
  form.onreset = () => {
    wanted.group = null;
    setTimeout(filtersChanged); // once the form is empty
  };
  find("#group-filter").onclick = () => {
    wanted.group = null;
    filtersChanged();
  };
  for (const button of findAll("[data-sort]")) {
    button.onclick = () => {
      const { sort } = button.dataset;
      order.falling = sort === order.key ? !order.falling : sort !== "title";
      order.key = sort;
      table.renew();
    };
  }
  for (const button of findAll("[data-turn]")) button.onclick = () => table.turn(Number(button.dataset.turn));

  for (const button of findAll("[data-filter-rule]")) {
    button.onclick = () =>
      showArticles((form) => {
        form.rule.value = index.rules.findIndex((rule) => rule.code === button.dataset.filterRule);
      });
  }
  for (const button of findAll("[data-filter-group]")) {
    const { filterGroup: kind, filterName: name } = button.dataset;
    button.onclick = () =>
      showArticles((form) => {
        if (kind === "folder") form.folder.value = index.folders.indexOf(name);
        else wanted.group = { kind, name };
      });
  }
  for (const button of findAll("[data-show-rest]")) {
    button.onclick = () => {
      const around = button.closest("p").parentElement;
      const rest = findAll("[hidden]", around).find((each) => each.matches("tbody, ol"));
      button.closest("p").remove();
      rest.hidden = false;
      rest.tabIndex = -1;
      rest.focus({ preventScroll: true });
    };
  }

  addEventListener("beforeprint", () => {
    const { length } = table.rows;
    find("#printed").textContent = length > PRINTED ? say("printed", { n: PRINTED, all: length }) : "";
    table.show(PRINTED);
  });
  addEventListener("afterprint", () => {
    find("#printed").textContent = "";
    table.show();
  });
}

colour(memory.get("theme") ?? undefined);
listen();
unpack(find("#index").textContent)
  .then((packed) => {
    readIndex(packed);
    fillFilters();
    table.renew();
    speak(memory.get("language") ?? language());
    root.dataset.ready = "";
  })
  .catch(() => {
    find("#found").textContent = say("cannot-open");
  });
