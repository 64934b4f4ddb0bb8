// Which articles are wanted, and in which order?

const SEVERITIES = ["error", "warning", "info"];

/** Filled from the index: what the table knows of the articles. */
const index = { rules: [], folders: [], rows: [], starts: [], names: [] };

const wanted = { text: "", rule: "", severity: "", month: "", folder: "", group: null };
const order = { key: "error", falling: true };

function readIndex(packed) {
  Object.assign(index, packed);
  index.rules = packed.rules.map(([code, name, severity, ja, en]) => ({ code, name, severity, ja, en }));
  index.rows = packed.rows.map((values, number) => {
    const [own, title, date, folder, lines, characters, repeated, counts, categories, tags, authors, stated, measured] = values;
    const row = { number, path: own, title, date, folder, lines, characters, repeated, counts, stated, measured };
    Object.assign(row, { categories, tags, authors, month: date.slice(0, 7), error: 0, warning: 0, info: 0 });
    for (let at = 0; at < counts.length; at += 4) {
      row.error += counts[at + 1];
      row.warning += counts[at + 2];
      row.info += counts[at + 3];
    }
    return row;
  });
}

/** So that full-width letters, capitals and half-width kana are found however they are typed. */
const folded = (text) => text.normalize("NFKC").toLowerCase();

function haystack(row) {
  row.haystack ??= folded([row.title, row.path, ...row.categories, ...row.tags, ...row.authors].join("\n"));
  return row.haystack;
}

function hasFinding(row) {
  const severity = SEVERITIES.indexOf(wanted.severity);
  if (wanted.rule === "") return severity < 0 || row[wanted.severity] > 0;
  const rule = Number(wanted.rule);
  for (let at = 0; at < row.counts.length; at += 4) {
    if (row.counts[at] !== rule) continue;
    const counts = row.counts.slice(at + 1, at + 4);
    return severity < 0 ? counts.some(Boolean) : counts[severity] > 0;
  }
  return false;
}

function inGroup(row) {
  if (!wanted.group) return true;
  const { kind, name } = wanted.group;
  const names = { category: row.categories, tag: row.tags, author: row.authors }[kind];
  return name === "" ? !names.length : names.includes(name);
}

function matching() {
  const sought = folded(wanted.text).split(/\s+/).filter(Boolean);
  const rows = index.rows.filter(
    (row) =>
      (wanted.month === "" || row.month === (wanted.month === "-" ? "" : wanted.month)) &&
      (wanted.folder === "" || row.folder === Number(wanted.folder)) &&
      hasFinding(row) &&
      inGroup(row) &&
      sought.every((word) => haystack(row).includes(word)),
  );
  return sorted(rows);
}

const collator = new Intl.Collator("ja", { numeric: true });

const KEYS = {
  title: (row) => row.title || row.path,
  date: (row) => row.date,
  error: (row) => row.error,
  warning: (row) => row.warning,
  info: (row) => row.info,
  repeated: (row) => (row.characters ? row.repeated / row.characters : 0),
  characters: (row) => row.characters,
};

function sorted(rows) {
  const key = KEYS[order.key];
  const sign = order.falling ? -1 : 1;
  const compare = order.key === "title" ? collator.compare : (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  // Equal ones: the graver first, then in the order of the paths.
  return rows.sort(
    (a, b) => sign * compare(key(a), key(b)) || b.error - a.error || b.warning - a.warning || a.number - b.number,
  );
}
