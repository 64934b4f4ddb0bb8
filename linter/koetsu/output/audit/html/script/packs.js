// How are packed findings unpacked?

async function unpack(text) {
  const bytes = Uint8Array.from(atob(text.trim()), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

const packs = {
  held: new Map(),
  waiting: new Map(),

  /** The findings of the article with this number. */
  async findings(article) {
    const { starts } = index;
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= article) low = middle;
      else high = middle;
    }
    if (!this.held.has(low)) {
      this.held.set(low, this.load(low));
      if (this.held.size > 24) this.held.delete(this.held.keys().next().value);
    }
    try {
      return (await this.held.get(low))[article - starts[low]];
    } catch (error) {
      this.held.delete(low);
      throw error;
    }
  },

  async load(number) {
    const inside = find(`#pack-${number}`);
    return unpack(inside ? inside.textContent : await this.beside(index.names[number]));
  },

  /** The text of a file beside the page: a script that hands it over, for a page that was opened from a disk may read nothing else. */
  beside(name) {
    return new Promise((resolve, reject) => {
      const script = element("script", { src: name.split("/").map(encodeURIComponent).join("/") });
      this.waiting.set(name.split("/").pop(), resolve);
      script.onerror = () => reject(new Error(name));
      script.onload = () => script.remove();
      document.head.append(script);
    });
  },
};

globalThis.koetsuPack = (name, text) => packs.waiting.get(name)?.(text);
