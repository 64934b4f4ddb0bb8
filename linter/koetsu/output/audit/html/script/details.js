// What was found in one article?

const AT_ONCE = 60;

function details(findings, row) {
  const parts = [summary(findings, row), arcs(findings, row)];
  if (!findings.length) return [...parts, element("p.note", {}, say("no-findings"))];
  const list = element("ol.findings");
  list.append(...findings.slice(0, AT_ONCE).map((finding) => shownFinding(finding, row)));
  parts.push(list);
  const rest = findings.slice(AT_ONCE);
  if (rest.length) {
    const button = element("button.link", { type: "button" }, say("show-rest", { n: rest.length }));
    button.onclick = () => {
      button.parentElement.remove();
      list.append(...rest.map((finding) => shownFinding(finding, row)));
    };
    parts.push(element("p", {}, button));
  }
  return parts;
}

/** How many there are of each rule, what the header says, and how many findings are not listed. */
function summary(findings, row) {
  const facts = element("ul.facts");
  for (const [name, names] of [["categories", row.categories], ["tags", row.tags], ["authors", row.authors]]) {
    if (names.length) facts.append(element("li", {}, foreign(say(name, { names: names.join(language() === "ja" ? "、" : ", ") }))));
  }
  if (row.stated !== null && row.measured !== null) {
    const measured = Math.round(row.measured * 10) / 10;
    facts.append(element("li", {}, say("minutes", { stated: row.stated, measured })));
  }
  for (const each of unlisted(findings, row)) facts.append(element("li", {}, each));
  return facts.children.length ? facts : null;
}

/** An article lists only so many findings of one rule; how many more there are. */
function unlisted(findings, row) {
  const more = [];
  for (let at = 0; at < row.counts.length; at += 4) {
    const rule = index.rules[row.counts[at]];
    const all = row.counts[at + 1] + row.counts[at + 2] + row.counts[at + 3];
    const listed = findings.filter((finding) => finding.rule === rule.code && finding.counted).length;
    if (all > listed) more.push(say("unlisted", { title: rule[language()], n: all - listed }));
  }
  return more;
}

function shownFinding(finding, row) {
  const where = finding.scope === "file" ? say("whole-file") : place([finding.line, finding.end_line]);
  const head = element(
    "p.head",
    {},
    element(`span.severity.${finding.severity}`, {}, say(finding.severity)),
    element("strong", {}, ruleTitle(finding.rule)),
    element("span.code", { translate: "no" }, finding.rule),
  );
  const body = element("div", {}, head, element("p.message", {}, foreign(finding.message[language()])));
  if (finding.excerpt) body.append(excerpt(finding.excerpt));
  if (finding.related.length) body.append(related(finding.related, row));
  if (!finding.counted) body.append(element("p.note", {}, say("uncounted")));
  return element("li", {}, element("span.where", {}, where), body);
}

function excerpt({ before, marked, after }) {
  const text = element("p", {}, foreign(before), element("mark", {}, foreign(marked)), foreign(after));
  return element("blockquote.excerpt", {}, text);
}

function related(places, row) {
  const list = element("ul.related");
  for (const each of places.slice(0, 6)) {
    const where = place([each.line, each.end_line]);
    const other = each.path === row.path ? null : path(each.path);
    list.append(element("li", {}, foreign(each.message[language()]), " ", other ?? "", ` ${where}`));
  }
  if (places.length > 6) list.append(element("li", {}, say("not-listed", { n: places.length - 6 })));
  return list;
}

function ruleTitle(code) {
  const rule = index.rules.find((each) => each.code === code);
  return rule ? rule[language()] : code;
}
