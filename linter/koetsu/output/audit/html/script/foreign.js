// How is text of the articles shown, so that it does nothing but stand there? As foreign.py does it.

const UNSEEN =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb]/gu;
const JAPANESE = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/;

function foreign(text) {
  const made = element("bdi");
  if (JAPANESE.test(text)) made.lang = "ja";
  let end = 0;
  for (const unseen of text.matchAll(UNSEEN)) {
    const code = unseen[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    made.append(text.slice(end, unseen.index), element("span.unseen", {}, `U+${code}`));
    end = unseen.index + unseen[0].length;
  }
  made.append(text.slice(end));
  return made;
}

const path = (text) => element("span.path", { translate: "no" }, foreign(text));
