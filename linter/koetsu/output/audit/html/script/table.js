// What does the table show?

const PAGE = 50;
const PRINTED = 300;

const table = {
  rows: [],
  page: 0,
  open: new Set(),
  /** The details that were made already, so that a page can be printed at once. */
  made: new Map(),

  /** After another filter or order. */
  renew() {
    this.rows = matching();
    this.page = 0;
    this.show();
  },

  turn(step) {
    this.page += step;
    this.show();
    find("#articles-title").focus({ preventScroll: true });
    find("#articles").scrollIntoView();
  },

  show(limit = PAGE) {
    const from = limit === PAGE ? this.page * PAGE : 0;
    find("#rows").replaceChildren(...this.rows.slice(from, from + limit).flatMap((row) => this.shownRow(row)));
    const { length } = this.rows;
    const all = index.rows.length;
    find("#found").textContent =
      length === all ? say("found-all", { all }) : length ? say("found", { n: length, all }) : say("found-none");
    const pages = Math.max(1, Math.ceil(length / PAGE));
    find("#pages").hidden = pages === 1;
    find("#page").textContent = say("page", { page: this.page + 1, pages });
    find('[data-turn="-1"]').disabled = this.page === 0;
    find('[data-turn="1"]').disabled = this.page === pages - 1;
    for (const button of findAll("#table [data-sort]")) {
      const heading = button.closest("th");
      if (button.dataset.sort === order.key) heading.ariaSort = order.falling ? "descending" : "ascending";
      else heading.removeAttribute("aria-sort");
    }
  },

  shownRow(row) {
    const id = `article-${row.number}`;
    const title = row.title ? foreign(row.title) : row.path ? foreign(row.path) : say("untitled");
    const button = element("button", { type: "button", "aria-expanded": "false", "data-article": row.number }, title);
    const count = (severity, extra = "") =>
      element(`td.n${extra}${row[severity] ? `.${severity}` : ".zero"}`, {}, number(row[severity]));
    const shown = element(
      "tr",
      {},
      element("th", { scope: "row" }, button, element("span.under", {}, path(row.path), element("span.date.narrow", {}, row.date))),
      element("td.roomy.date", {}, row.date || "–"),
      count("error"),
      count("warning"),
      count("info", ".roomy"),
      element("td.n.roomy", {}, percent(row.repeated, row.characters)),
      element("td.n.roomy", {}, number(row.characters)),
    );
    const inside = element("td", { colspan: 7 });
    const below = element("tr.details", { id, hidden: "" }, inside);
    button.setAttribute("aria-controls", id);
    button.onclick = () => this.toggle(row, button, below);
    if (this.open.has(row.number)) this.unfold(row, button, below);
    return [shown, below];
  },

  toggle(row, button, below) {
    if (this.open.delete(row.number)) {
      this.made.delete(row.number);
      below.hidden = true;
      button.ariaExpanded = "false";
    } else {
      this.open.add(row.number);
      this.unfold(row, button, below);
    }
  },

  async unfold(row, button, below) {
    const inside = below.firstElementChild;
    button.ariaExpanded = "true";
    below.hidden = false;
    if (this.made.has(row.number)) {
      inside.replaceChildren(...this.made.get(row.number));
      return;
    }
    inside.replaceChildren(element("p.note", {}, say("opening")));
    try {
      const findings = await packs.findings(row.number);
      this.made.set(row.number, details(findings, row).filter(Boolean));
      inside.replaceChildren(...this.made.get(row.number));
    } catch {
      inside.replaceChildren(element("p.note", { role: "alert" }, say("cannot-open")));
    }
  },
};

function options(select, choices) {
  const before = select.value;
  select.replaceChildren(...choices.map(([value, text]) => element("option", { value }, text)));
  select.value = before;
  if (select.selectedIndex < 0) select.value = "";
}

/** The choices, in the language of the page. */
function fillFilters() {
  const form = find("#filters");
  const all = ["", say("all")];
  options(form.elements.rule, [all, ...index.rules.map((rule, at) => [at, `${rule[language()]}（${rule.code}）`])]);
  options(form.elements.severity, [all, ...SEVERITIES.map((severity) => [severity, say(severity)])]);
  const months = [...new Set(index.rows.map((row) => row.month))].sort().reverse();
  options(form.elements.month, [all, ...months.map((month) => [month || "-", month || say("undated")])]);
  const folders = index.folders.map((folder, at) => [at, folder === "." ? say("working-folder") : foreign(folder).textContent]);
  options(form.elements.folder, [all, ...folders.sort((a, b) => collator.compare(a[1], b[1]))]);
  const chip = find("#group-filter");
  chip.hidden = !wanted.group;
  if (wanted.group) chip.replaceChildren(`${say(wanted.group.kind)}: `, foreign(wanted.group.name || say("none")), " ×");
  find("#filters [type=reset]").hidden = !Object.values(wanted).some(Boolean);
}
