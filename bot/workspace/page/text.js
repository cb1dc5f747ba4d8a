// Slack's mrkdwn and standard Markdown, turned into nodes.

import { h, link } from "./dom.js";

const EMOJI = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", eyes: "👀", white_check_mark: "✅", heavy_check_mark: "✔️",
  x: "❌", warning: "⚠️", bulb: "💡", mag: "🔍", chart_with_upwards_trend: "📈", chart_with_downwards_trend: "📉",
  bar_chart: "📊", memo: "📝", calendar: "📅", date: "📅", clock3: "🕒", hourglass_flowing_sand: "⏳", rocket: "🚀",
  tada: "🎉", fire: "🔥", bell: "🔔", lock: "🔒", link: "🔗", speech_balloon: "💬", email: "✉️", envelope: "✉️",
  phone: "☎️", office: "🏢", bust_in_silhouette: "👤", busts_in_silhouette: "👥", moneybag: "💰", star: "⭐",
  large_green_circle: "🟢", large_yellow_circle: "🟡", red_circle: "🔴", information_source: "ℹ️", question: "❓",
  heart: "❤️", smile: "😄", slightly_smiling_face: "🙂", thinking_face: "🤔", wave: "👋", pray: "🙏", robot_face: "🤖",
  page_facing_up: "📄", newspaper: "📰", pushpin: "📌", small_blue_diamond: "🔹", dart: "🎯", handshake: "🤝",
};

/** The character of an emoji name, or the name between colons. */
export function emoji(name) {
  return EMOJI[name] ?? `:${name}:`;
}

const unescaped = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** Text with emoji names replaced. */
export function plain(text) {
  return unescaped(text).replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI[name] ?? whole);
}

/** A mention chip; `mine` when it names the reader. */
export function mention(id, ctx) {
  const user = ctx.user(id);
  const mine = id === ctx.me ? " mine" : "";
  return h("span", { class: `mention${mine}` }, `@${user?.is_bot ? user.name : user?.real_name ?? id}`);
}

function reference(inner, ctx) {
  const [target, label] = inner.split(/\|(.*)/s);
  if (target.startsWith("@")) return mention(target.slice(1), ctx);
  if (target.startsWith("#")) return h("span", { class: "mention" }, `#${ctx.channel(target.slice(1)) ?? label ?? "private channel"}`);
  if (target.startsWith("!date^")) return label ? plain(label) : inner;
  if (target.startsWith("!subteam")) return h("span", { class: "mention" }, plain(label ?? "@team"));
  if (target.startsWith("!")) return h("span", { class: "mention mine" }, `@${target.slice(1)}`);
  return link(unescaped(target), plain(label ?? target.replace(/^mailto:/, "")));
}

const INLINE = new RegExp(
  [
    "`([^`\\n]+)`",
    "<([^<>\\n]+)>",
    "(?<![\\w*])\\*([^\\s*](?:[^*\\n]*[^\\s*])?)\\*(?![\\w*])",
    "(?<![\\w_])_([^\\s_](?:[^_\\n]*[^\\s_])?)_(?![\\w_])",
    "(?<![\\w~])~([^\\s~](?:[^~\\n]*[^\\s~])?)~(?![\\w~])",
  ].join("|"),
  "g",
);

function inline(text, ctx) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    nodes.push(plain(text.slice(at, found.index)));
    const [whole, code, ref, bold, italic, strike] = found;
    if (code !== undefined) nodes.push(h("code", {}, unescaped(code)));
    else if (ref !== undefined) nodes.push(reference(ref, ctx));
    else if (bold !== undefined) nodes.push(h("strong", {}, inline(bold, ctx)));
    else if (italic !== undefined) nodes.push(h("em", {}, inline(italic, ctx)));
    else nodes.push(h("s", {}, inline(strike, ctx)));
    at = found.index + whole.length;
  }
  nodes.push(plain(text.slice(at)));
  return nodes;
}

function lines(list, ctx) {
  return list.flatMap((line, number) => [number ? h("br") : null, inline(line, ctx)]);
}

/** Slack's mrkdwn: what `text` and section blocks carry. */
export function mrkdwn(text, ctx) {
  return text.split(/```\n?([\s\S]*?)\n?```\n?/).flatMap((piece, number) => {
    if (number % 2) return h("pre", {}, h("code", {}, unescaped(piece)));
    const nodes = [];
    let quoted = [];
    let open = [];
    const flush = () => {
      if (quoted.length) nodes.push(h("blockquote", {}, lines(quoted, ctx)));
      if (open.length) nodes.push(lines(open, ctx));
      quoted = [];
      open = [];
    };
    for (const line of piece.split("\n")) {
      const quote = /^(?:&gt;|>) ?(.*)$/.exec(line);
      if (quote) {
        if (open.length) flush();
        quoted.push(quote[1]);
      } else {
        if (quoted.length) flush();
        open.push(line);
      }
    }
    flush();
    return nodes;
  });
}

// -- standard Markdown (the markdown block)

const MD_INLINE = new RegExp(
  [
    "`([^`]+)`",
    "<([@#!][^<>\\n]+)>",
    "\\[([^\\]\\n]*)\\]\\(([^()\\s]*(?:\\([^()\\s]*\\)[^()\\s]*)*)\\)",
    "<(https?:[^<>\\s]+)>",
    "(https?:\\/\\/[^\\s<>()]*[^\\s<>().,;:!?'\"])",
    "\\*\\*([^\\s*](?:[\\s\\S]*?[^\\s*])?)\\*\\*",
    "(?<!\\w)__([^\\s_](?:[\\s\\S]*?[^\\s_])?)__(?!\\w)",
    "~~([^~]+)~~",
    "\\*([^\\s*](?:[^*]*[^\\s*])?)\\*",
    "(?<!\\w)_([^\\s_](?:[^_]*[^\\s_])?)_(?!\\w)",
    "\\\\([\\\\`*_{}\\[\\]()#+.!|<>~-])",
  ].join("|"),
  "g",
);

function mdInline(text, ctx) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(MD_INLINE)) {
    nodes.push(plain(text.slice(at, found.index)));
    const [whole, code, ref, label, href, angle, bare, bold, bold2, strike, italic, italic2, literal] = found;
    if (code !== undefined) nodes.push(h("code", {}, unescaped(code)));
    else if (ref !== undefined) nodes.push(reference(ref, ctx));
    else if (label !== undefined) nodes.push(link(unescaped(href), mdInline(label, ctx)));
    else if (angle ?? bare) nodes.push(link(unescaped(angle ?? bare)));
    else if (bold ?? bold2) nodes.push(h("strong", {}, mdInline(bold ?? bold2, ctx)));
    else if (strike !== undefined) nodes.push(h("s", {}, mdInline(strike, ctx)));
    else if (italic ?? italic2) nodes.push(h("em", {}, mdInline(italic ?? italic2, ctx)));
    else nodes.push(literal);
    at = found.index + whole.length;
  }
  nodes.push(plain(text.slice(at)));
  return nodes;
}

const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
const cells = (line) => line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
const isRule = (line) => line !== undefined && line.includes("-") && cells(line).every((cell) => /^:?-+:?$/.test(cell));

/** Standard Markdown: headings, lists, tables, quotes, code, rules, paragraphs. */
export function markdown(text, ctx) {
  const rows = text.split("\n");
  const nodes = [];
  let at = 0;
  while (at < rows.length) {
    const row = rows[at];
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(row);
    const fence = /^\s*(```|~~~)/.exec(row);
    if (!row.trim()) at += 1;
    else if (fence) {
      const end = rows.findIndex((line, number) => number > at && line.trim().startsWith(fence[1]));
      const stop = end < 0 ? rows.length : end;
      nodes.push(h("pre", {}, h("code", {}, unescaped(rows.slice(at + 1, stop).join("\n")))));
      at = stop + 1;
    } else if (heading) {
      nodes.push(h("div", { class: `md-heading md-heading-${heading[1].length}`, role: "heading", "aria-level": String(heading[1].length + 2) }, mdInline(heading[2], ctx)));
      at += 1;
    } else if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(row)) {
      nodes.push(h("hr"));
      at += 1;
    } else if (row.includes("|") && isRule(rows[at + 1])) {
      const end = rows.findIndex((line, number) => number > at + 1 && !line.includes("|"));
      const stop = end < 0 ? rows.length : end;
      nodes.push(mdTable(rows.slice(at, stop), ctx));
      at = stop;
    } else if (/^\s*(>|&gt;)/.test(row)) {
      const quoted = [];
      while (at < rows.length && /^\s*(>|&gt;)/.test(rows[at])) quoted.push(rows[at++].replace(/^\s*(>|&gt;) ?/, ""));
      nodes.push(h("blockquote", {}, markdown(quoted.join("\n"), ctx)));
    } else if (ITEM.test(row)) {
      const items = [];
      while (at < rows.length && rows[at].trim() && (ITEM.test(rows[at]) || /^\s{2,}/.test(rows[at]))) items.push(rows[at++]);
      nodes.push(mdList(items, ctx));
    } else {
      const paragraph = [];
      while (at < rows.length && rows[at].trim() && !/^(#{1,6}\s|\s*(```|~~~|>|&gt;))/.test(rows[at]) && !ITEM.test(rows[at])) paragraph.push(rows[at++]);
      nodes.push(h("p", {}, paragraph.flatMap((line, number) => [number ? h("br") : null, mdInline(line, ctx)])));
    }
  }
  return nodes;
}

function mdTable(rows, ctx) {
  const aligns = cells(rows[1]).map((cell) => (/^:-+:$/.test(cell) ? "center" : cell.endsWith(":") ? "right" : "left"));
  const line = (tag, row) => h("tr", {}, cells(row).map((cell, column) => h(tag, { class: `align-${aligns[column] ?? "left"}`, scope: tag === "th" ? "col" : null }, mdInline(cell, ctx))));
  const body = rows.slice(2).map((row) => line("td", row));
  return h("div", { class: "table-wrap", tabindex: "0", role: "region", "aria-label": "Table" }, h("table", {}, h("thead", {}, line("th", rows[0])), h("tbody", {}, body)));
}

function mdList(rows, ctx) {
  const first = ITEM.exec(rows[0]);
  const indent = first[1].length;
  const list = h(/\d/.test(first[2]) ? "ol" : "ul", { start: /^\d/.test(first[2]) && parseInt(first[2], 10) > 1 ? String(parseInt(first[2], 10)) : null });
  let at = 0;
  while (at < rows.length) {
    const item = ITEM.exec(rows[at]);
    const node = h("li", {}, mdInline(item ? item[3] : rows[at].trim(), ctx));
    list.append(node);
    at += 1;
    const inner = [];
    while (at < rows.length && !(ITEM.test(rows[at]) && ITEM.exec(rows[at])[1].length <= indent)) inner.push(rows[at++]);
    if (inner.length && ITEM.test(inner[0])) node.append(mdList(inner, ctx));
    else if (inner.length) node.append(" ", ...inner.flatMap((line) => mdInline(line.trim(), ctx)));
  }
  return list;
}
