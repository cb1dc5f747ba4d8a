// Names, avatars and times, as they are shown.

import { h, icon, put } from "./dom.js";

/** What somebody is called: an app by its handle, a person by their full name. */
export const nameOf = (user) => (user?.is_bot ? user.name : user?.real_name) ?? "Somebody";

const COLOURS = ["#b1467a", "#2f6f9f", "#3d7d54", "#a35a1f", "#6650a4", "#0f766e", "#a63d40", "#556270", "#8a6d1b", "#4a5fc1"];

/** A square with the initials of somebody, or the mark of an app. */
export function avatar(user, size = "") {
  const node = h("span", { class: `avatar ${size}`, "aria-hidden": "true" });
  if (user?.is_bot) {
    node.classList.add("is-bot");
    return put(node, icon("bot"));
  }
  node.style.backgroundColor = COLOURS[(user?.place ?? 0) % COLOURS.length];
  const initials = nameOf(user).split(/\s+/).map((word) => [...word][0] ?? "");
  return put(node, (initials[0] + (initials.length > 1 ? initials.at(-1) : "")).toUpperCase());
}

export const dateOf = (ts) => new Date(Number(ts.split(".")[0]) * 1000);
export const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const longDay = new Intl.DateTimeFormat(undefined, { weekday: "long", month: "long", day: "numeric" });
export const fullTime = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });

export function dayName(date) {
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86_400_000);
  return days === 0 ? "Today" : days === 1 ? "Yesterday" : longDay.format(date);
}

export const spokenTime = (ts) => `${dayName(dateOf(ts))} at ${clock.format(dateOf(ts))}`;
