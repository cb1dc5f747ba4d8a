// Elements without markup: everything that came from data becomes a text node or a checked attribute.

/** An element with properties, attributes, listeners (`onclick`) and children; strings become text nodes. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && typeof value !== "string") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  put(node, children);
  return node;
}

/** Append children, however nested. */
export function put(node, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

/** Replace what a node holds. */
export function fill(node, ...children) {
  node.replaceChildren();
  return put(node, ...children);
}

const SVG = "http://www.w3.org/2000/svg";

/** A line icon on a 20 x 20 grid, hidden from assistive technology. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

const PATHS = {
  hash: "M7.5 3 6 17M14 3l-1.5 14M3.5 7.500h13.500M3 12.500h13.5",
  lock: "M5 9h10v8H5zM7 9V6.500a3 3 0 0 1 6 0V9",
  send: "M3 10 2.5 3.5 17.5 10 2.5 16.5 3 10zm0 0h6",
  close: "M5 5l10 10M15 5 5 15",
  menu: "M3 5.500h14M3 10h14M3 14.500h14",
  reply: "M4 4h12v9H9.500L6 16v-3H4z",
  people: "M7 9.500a2.750 2.750 0 1 0 0-5.5 2.750 2.750 0 0 0 0 5.500zM2 16c0-3 2-4.5 5-4.500s5 1.5 5 4.500M13 9a2.25 2.25 0 1 0 0-4.500M14 11.700c2.5.3 4 1.7 4 4.300",
  chevron: "M6 8l4 4 4-4",
  eye: "M2 10s3-5.5 8-5.5 8 5.5 8 5.5-3 5.5-8 5.500S2 10 2 10zm8 2.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  up: "M6 17H3.500V9H6m0 8V9l3.5-6.500c1.5 0 2 1 1.7 2.500L10.5 8h4.700c1 0 1.600.9 1.300 1.800l-1.7 6c-.2.7-.8 1.200-1.5 1.200z",
  down: "M6 3H3.500v8H6m0-8v8l3.5 6.500c1.5 0 2-1 1.7-2.500L10.5 12h4.700c1 0 1.600-.9 1.300-1.800l-1.7-6c-.2-.7-.8-1.200-1.5-1.200z",
  plus: "M10 4v12M4 10h12",
  trash: "M4 6h12M8 6V4h4v2M5.5 6l.8 10.500h7.400L14.5 6",
  bot: "M10 3.500a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zm0 3.500a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM10 1v2.500M10 16.500V19M1 10h2.500M16.5 10H19",
};

/** The address when it is one a reader may follow, else null. */
export function safeUrl(url) {
  try {
    return ["http:", "https:", "mailto:"].includes(new URL(url).protocol) ? url : null;
  } catch {
    return null;
  }
}

/** A link that opens apart, or plain text when the address is not one to follow. */
export function link(url, ...label) {
  const href = safeUrl(url);
  const shown = label.length ? label : [url];
  if (!href) return h("span", {}, ...shown);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...shown);
}
