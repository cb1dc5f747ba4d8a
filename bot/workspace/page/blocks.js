// Block Kit, drawn. One function a block type; `ctx.act(element, block, chosen, node)` is called when something is operated.

import { fill, h, icon, link, safeUrl } from "./dom.js";
import { emoji, markdown, mention, mrkdwn, plain } from "./text.js";

/** The nodes of a message's blocks. */
export function drawBlocks(blocks, ctx) {
  return blocks.map((block) => draw(block, ctx));
}

function draw(block, ctx) {
  const drawer = BLOCKS[block.type];
  if (!drawer) return h("p", { class: "block unknown" }, `This page does not draw “${block.type}” blocks.`);
  return drawer(block, ctx);
}

function words(text, ctx) {
  if (typeof text === "string") return plain(text);
  return text.type === "mrkdwn" ? mrkdwn(text.text, ctx) : plain(text.text);
}

const BLOCKS = {
  section(block, ctx) {
    return h(
      "div",
      { class: "block section" },
      h(
        "div",
        { class: "section-words" },
        block.text && h("div", { class: "section-text" }, words(block.text, ctx)),
        block.fields && h("div", { class: "fields" }, block.fields.map((field) => h("div", { class: "field" }, words(field, ctx)))),
      ),
      block.accessory && h("div", { class: "accessory" }, drawElement(block.accessory, block, ctx)),
    );
  },
  header: (block) => h("h3", { class: "block header" }, plain(block.text.text)),
  divider: () => h("hr", { class: "block divider" }),
  image(block) {
    const title = block.title && h("figcaption", {}, plain(block.title.text));
    return h("figure", { class: "block image" }, title, picture(block));
  },
  context(block, ctx) {
    const parts = block.elements.map((element) =>
      element.type === "image" ? picture(element, "context-image") : h("span", { class: "context-text" }, words(element, ctx)),
    );
    return h("div", { class: "block context" }, parts);
  },
  actions: (block, ctx) => h("div", { class: "block actions" }, block.elements.map((element) => drawElement(element, block, ctx))),
  context_actions: (block, ctx) => h("div", { class: "block context-actions" }, block.elements.map((element) => drawElement(element, block, ctx))),
  markdown: (block, ctx) => h("div", { class: "block markdown" }, markdown(block.text, ctx)),
  rich_text: (block, ctx) => h("div", { class: "block rich-text" }, block.elements.map((element) => rich(element, ctx))),
  table(block, ctx) {
    const [head, ...rows] = block.rows;
    const settings = block.column_settings ?? [];
    return table(head, rows, (column) => settings[column]?.align ?? null, (column) => settings[column]?.is_wrapped, ctx);
  },
  data_table(block, ctx) {
    const [head, ...rows] = block.rows;
    const caption = h("div", { class: "table-caption" }, plain(block.caption));
    return h("div", {}, caption, table(head, rows, () => null, () => true, ctx));
  },
  alert: (block, ctx) => h("div", { class: "block alert" }, words(block.text, ctx)),
};

function table(head, rows, align, wraps, ctx) {
  const numeric = head.map((_cell, column) => rows.length > 0 && rows.every((row) => row[column]?.type === "raw_number"));
  const style = (column) => `align-${align(column) ?? (numeric[column] ? "right" : "left")}${wraps(column) ? " wraps" : ""}`;
  const line = (tag, row) => h("tr", {}, row.map((value, column) => h(tag, { class: style(column), scope: tag === "th" ? "col" : null }, cell(value, ctx))));
  const body = h("table", {}, h("thead", {}, line("th", head)), h("tbody", {}, rows.map((row) => line("td", row))));
  return h("div", { class: "block table-wrap", tabindex: "0", role: "region", "aria-label": "Table" }, body);
}

function cell(value, ctx) {
  if (value.type === "rich_text") return value.elements.map((element) => rich(element, ctx));
  return value.type === "raw_number" ? String(value.text ?? value.value) : value.text;
}

function picture(image, kind = "picture") {
  const url = image.image_url ?? "";
  const own = url.startsWith("data:image/") || url.startsWith(`${location.origin}/`);
  if (own) return h("img", { class: kind, src: url, alt: image.alt_text, loading: "lazy" });
  // Nothing is fetched from another address: the reader decides.
  return h("span", { class: `${kind} absent` }, safeUrl(url) ? link(url, image.alt_text || "Image") : image.alt_text || "Image");
}

// -- rich text

function rich(element, ctx) {
  const inside = () => element.elements.map((child) => richInline(child, ctx));
  switch (element.type) {
    case "rich_text_section":
      return h("div", { class: "rich-section" }, inside());
    case "rich_text_quote":
      return h("blockquote", {}, inside());
    case "rich_text_preformatted":
      return h("pre", {}, h("code", {}, inside()));
    case "rich_text_list": {
      const items = element.elements.map((child) => h("li", {}, child.elements.map((leaf) => richInline(leaf, ctx))));
      const list = h(element.style === "ordered" ? "ol" : "ul", { start: element.offset ? String(element.offset + 1) : null }, items);
      list.classList.add(`indent-${Math.min(element.indent ?? 0, 8)}`);
      return list;
    }
    default:
      return null;
  }
}

function richInline(element, ctx) {
  switch (element.type) {
    case "text":
      return styled(newlines(element.text), element.style);
    case "link":
      return styled([link(element.url, element.text || element.url)], element.style);
    case "user":
      return mention(element.user_id, ctx);
    case "channel":
      return h("span", { class: "mention" }, `#${ctx.channel(element.channel_id) ?? "private channel"}`);
    case "broadcast":
      return h("span", { class: "mention mine" }, `@${element.range}`);
    case "emoji":
      return emoji(element.name);
    case "date":
      return element.fallback ?? new Date(element.timestamp * 1000).toLocaleDateString();
    case "color":
      return h("code", {}, element.value);
    default:
      return null;
  }
}

const newlines = (text) => text.split("\n").flatMap((line, number) => [number ? h("br") : null, line]);

function styled(nodes, style = {}) {
  let inner = nodes;
  for (const [name, tag] of [["code", "code"], ["bold", "strong"], ["italic", "em"], ["strike", "s"]]) {
    if (style?.[name]) inner = [h(tag, {}, inner)];
  }
  return inner;
}

// -- elements

function drawElement(element, block, ctx) {
  const drawer = ELEMENTS[element.type];
  if (!drawer) return h("span", { class: "unknown" }, `(${element.type})`);
  return drawer(element, block, ctx);
}

const ELEMENTS = {
  button(element, block, ctx) {
    const style = element.style ? ` ${element.style}` : "";
    const label = element.accessibility_label ?? null;
    const act = (event) => ctx.act(element, block, null, event.currentTarget);
    if (element.url && safeUrl(element.url)) {
      const node = link(element.url, plain(element.text.text));
      node.className = `btn${style}`;
      node.addEventListener("click", act);
      return node;
    }
    return h("button", { type: "button", class: `btn${style}`, "aria-label": label, onclick: act }, plain(element.text.text));
  },
  image: (element) => picture(element, "thumb"),
  static_select(element, block, ctx) {
    const groups = element.option_groups ?? [{ options: element.options }];
    const options = groups.flatMap((group) => group.options);
    const entry = (option) => h("option", { value: String(options.indexOf(option)) }, plain(option.text.text));
    const name = element.placeholder ? plain(element.placeholder.text) : "Choose an option";
    const picked = (event) => ctx.act(element, block, options[Number(event.target.value)], event.target);
    const node = h(
      "select",
      { class: "select", "aria-label": name, onchange: picked },
      h("option", { value: "", disabled: true, selected: true }, name),
      groups.map((group) => (group.label ? h("optgroup", { label: plain(group.label.text) }, group.options.map(entry)) : group.options.map(entry))),
    );
    const initial = options.findIndex((option) => option.value === element.initial_option?.value);
    if (initial >= 0) node.value = String(initial);
    return node;
  },
  overflow(element, block, ctx) {
    const picked = (event) => {
      ctx.act(element, block, element.options[Number(event.target.value)], event.target);
      event.target.value = "";
    };
    const options = element.options.map((option, number) => h("option", { value: String(number) }, plain(option.text.text)));
    return h("select", { class: "select overflow", "aria-label": "More actions", onchange: picked }, h("option", { value: "", disabled: true, selected: true, hidden: true }, "···"), options);
  },
  feedback_buttons(element, block, ctx) {
    const side = (button, mark) => {
      const press = (event) => {
        for (const other of event.currentTarget.parentNode.children) other.setAttribute("aria-pressed", String(other === event.currentTarget));
        ctx.act(element, block, { value: button.value }, event.currentTarget);
      };
      const label = button.accessibility_label ?? plain(button.text.text);
      return h("button", { type: "button", class: "feedback", "aria-label": label, title: plain(button.text.text), "aria-pressed": "false", onclick: press }, icon(mark));
    };
    return h("span", { class: "feedback-pair" }, side(element.positive_button, "up"), side(element.negative_button, "down"));
  },
  icon_button(element, block, ctx) {
    const label = element.accessibility_label ?? plain(element.text.text);
    return h("button", { type: "button", class: "feedback", "aria-label": label, title: plain(element.text.text), onclick: (event) => ctx.act(element, block, null, event.currentTarget) }, icon("trash"));
  },
};

/** Ask what an element's `confirm` object says; resolves to whether the reader agreed. */
export function confirmed(dialog, confirm, ctx) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    const close = (answer) => () => {
      dialog.close();
      resolve(answer);
    };
    dialog.addEventListener("cancel", () => resolve(false), { once: true });
    fill(
      dialog,
      h("h2", { id: "confirm-title" }, plain(confirm.title.text)),
      h("p", {}, words(confirm.text, ctx)),
      h(
        "div",
        { class: "confirm-buttons" },
        h("button", { type: "button", class: "btn", onclick: close(false) }, plain(confirm.deny.text)),
        h("button", { type: "button", class: `btn ${confirm.style ?? "primary"}`, onclick: close(true) }, plain(confirm.confirm.text)),
      ),
    );
    dialog.showModal();
  });
}
