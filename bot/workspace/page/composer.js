// The field one writes in: it grows, sends with Enter, and completes the names of people.

import { fill, h, icon } from "./dom.js";
import { avatar, nameOf } from "./people.js";

/** Where one writes. `send(text)` may fail: then the text comes back and `failed(error)` is called. */
export function composer({ kind, key, label, name, draft, people, send: deliver, failed }) {
  const field = h("textarea", { id: `composer-${kind}`, class: "field-text", rows: 1, placeholder: label, "aria-label": name, "data-key": key, "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `suggest-${kind}` });
  const send = h("button", { type: "button", class: "send", "aria-label": "Send message", title: "Send (Enter)", disabled: true, onclick: () => submit() }, icon("send"));
  const menu = h("ul", { id: `suggest-${kind}`, class: "suggest", role: "listbox", "aria-label": "People to mention", hidden: true });
  const help = suggestions(field, menu, people);
  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 240)}px`;
    send.disabled = !field.value.trim();
  };
  const submit = async () => {
    const text = field.value;
    if (!text.trim()) return;
    field.value = "";
    grow();
    try {
      await deliver(text);
    } catch (error) {
      field.value = text;
      grow();
      failed(error);
    }
  };
  field.addEventListener("input", () => {
    grow();
    help.look();
  });
  field.addEventListener("blur", () => help.close());
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || help.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  });
  field.value = draft;
  requestAnimationFrame(grow);
  return h("div", { class: "composer" }, menu, h("div", { class: "composer-box" }, field, h("div", { class: "composer-foot" }, h("span", { class: "hint" }, h("kbd", {}, "Enter"), " to send, ", h("kbd", {}, "Shift Enter"), " for a new line"), send)));
}

function suggestions(field, menu, people) {
  let found = [];
  let chosen = 0;
  let start = -1;
  const close = () => {
    found = [];
    menu.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const draw = () => {
    const option = (user, number) =>
      h("li", { id: `${menu.id}-${number}`, role: "option", class: "suggestion", "aria-selected": String(number === chosen), onmousedown: (event) => pick(number, event) }, avatar(user, "tiny"), h("strong", {}, nameOf(user)), h("span", {}, user.is_bot ? "App" : user.title));
    fill(menu, found.map(option));
    menu.hidden = !found.length;
    field.setAttribute("aria-expanded", String(!!found.length));
    if (found.length) field.setAttribute("aria-activedescendant", `${menu.id}-${chosen}`);
    menu.children[chosen]?.scrollIntoView({ block: "nearest" });
  };
  const pick = (number, event) => {
    event?.preventDefault();
    field.setRangeText(`@${found[number].name} `, start, field.selectionStart, "end");
    close();
    field.dispatchEvent(new Event("input"));
  };
  const look = () => {
    const typed = /(?:^|[\s(])@([\w.-]*)$/.exec(field.value.slice(0, field.selectionStart));
    if (!typed) return close();
    start = field.selectionStart - typed[1].length - 1;
    const wantedName = typed[1].toLowerCase();
    const fits = (user) => user.name.startsWith(wantedName) || nameOf(user).toLowerCase().split(/\s+/).some((word) => word.startsWith(wantedName));
    found = people().filter(fits).sort((a, b) => b.is_bot - a.is_bot || nameOf(a).localeCompare(nameOf(b))).slice(0, 8);
    if (found.length === 1 && found[0].name === wantedName) return close();
    chosen = 0;
    return draw();
  };
  const key = (event) => {
    if (!found.length) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
      draw();
    } else if (event.key === "Enter" || event.key === "Tab") pick(chosen);
    else if (event.key === "Escape") close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { look, close, key };
}
