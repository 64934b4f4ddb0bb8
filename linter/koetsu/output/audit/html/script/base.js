// What everything else needs: the language of the page, and elements without any markup in them.

const root = document.documentElement;
const find = (selector, from = document) => from.querySelector(selector);
const findAll = (selector, from = document) => [...from.querySelectorAll(selector)];
const words = JSON.parse(find("#words").textContent);

const language = () => root.lang;

const number = (value) => value.toLocaleString("en-US");

function percent(part, whole) {
  if (!whole) return "–";
  const share = (100 * part) / whole;
  if (share > 0 && share < 10) return `${Math.max(share, 0.1).toFixed(1)}%`;
  return share < 100 ? `${Math.min(share, 99).toFixed(0)}%` : "100%";
}

/** A sentence in the language of the page; see words.toml. */
function say(name, values = {}) {
  return words[name][language()].replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, field, one, many) => {
    const value = values[field];
    if (one !== undefined) return value === 1 ? one : many;
    return typeof value === "number" ? number(value) : value;
  });
}

/** An element; text among its children stays text. */
function element(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const made = document.createElement(tag);
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(properties)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

function picture(tag, properties = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(properties)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Kept for the next time, where the browser allows it. */
const memory = {
  get(key) {
    try {
      return localStorage.getItem(`koetsu-audit-${key}`);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(`koetsu-audit-${key}`, value);
    } catch {
      // A page that may keep nothing asks again.
    }
  },
};
