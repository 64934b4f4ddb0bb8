// Which parts of an article stand again where? A line for the article, an arc for each pair of places, and the same in words.

const MOST_ARCS = 40;

/** The places that stand twice: [first line, last line] of both, the earlier one first. */
function repetitions(findings, own) {
  const pairs = new Map();
  for (const finding of findings) {
    if (!finding.rule.startsWith("DUP") || finding.scope === "file") continue;
    for (const related of finding.related) {
      if (related.path !== own) continue;
      const ends = [
        [related.line, related.end_line],
        [finding.line, finding.end_line],
      ].sort((a, b) => a[0] - b[0]);
      if (ends[0][0] !== ends[1][0]) pairs.set(ends.join(), ends);
    }
  }
  return [...pairs.values()].sort((a, b) => b[0][1] - b[0][0] - (a[0][1] - a[0][0]) || a[0][0] - b[0][0]);
}

const place = ([line, end]) => (end > line ? say("lines", { line, end }) : say("line", { line }));

function arcs(findings, row) {
  const pairs = repetitions(findings, row.path);
  if (!pairs.length) return null;
  const lines = Math.max(row.lines, ...pairs.map((pair) => pair[1][1]));
  const caption = element("figcaption", {}, element("strong", {}, say("arcs")), ` ${say("arcs-lead", { lines })}`);
  const list = element("ul");
  for (const [first, second] of pairs.slice(0, 8)) {
    list.append(element("li", {}, say("arc", { first: place(first), second: place(second) })));
  }
  if (pairs.length > 8) list.append(element("li", {}, say("arcs-more", { n: pairs.length - 8 })));
  return element("figure.arcs", {}, caption, element("div", {}, drawing(pairs.slice(0, MOST_ARCS), lines), list));
}

function drawing(pairs, lines) {
  const width = 480;
  const across = (line) => ((line - 1) / lines) * (width - 2) + 1;
  const reach = Math.max(...pairs.map(([first, second]) => across(second[1] + 1) - across(first[0])));
  const flat = Math.min(1, 110 / (reach / 2));
  const base = Math.ceil((reach / 2) * flat) + 6;
  const arc = (from, to, sweep) => {
    const radius = Math.abs(to - from) / 2;
    return `A${radius.toFixed(1)} ${(radius * flat).toFixed(1)} 0 0 ${sweep} ${to.toFixed(1)} ${base}`;
  };
  const drawn = pairs.map(([first, second]) => {
    const [a, b, c, d] = [across(first[0]), across(first[1] + 1), across(second[0]), across(second[1] + 1)];
    const path = `M${a.toFixed(1)} ${base}${arc(a, d, 1)}L${c.toFixed(1)} ${base}${arc(c, b, 0)}Z`;
    return picture("path", { d: path, class: "arc" });
  });
  const marks = pairs.flat().map(([line, end]) =>
    picture("rect", { class: "twice", x: across(line), y: base - 2, width: Math.max(1.5, across(end + 1) - across(line)), height: 6 }),
  );
  const label = (x, text, anchor) =>
    picture("text", { x, y: base + 20, "text-anchor": anchor }, document.createTextNode(text));
  return picture(
    "svg",
    { viewBox: `0 0 ${width} ${base + 26}`, role: "img", "aria-label": say("arcs") },
    ...drawn,
    picture("rect", { class: "article", x: 0, y: base, width, height: 2 }),
    ...marks,
    label(0, "1", "start"),
    label(width, number(lines), "end"),
  );
}
