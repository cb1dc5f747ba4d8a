// The page: who am I, where am I, what is said here. It calls the same routes that tests drive.

import { confirmed, drawBlocks } from "./blocks.js";
import { composer } from "./composer.js";
import { fill, h, icon, put } from "./dom.js";
import { avatar, clock, dateOf, dayName, fullTime, nameOf, spokenTime } from "./people.js";
import { emoji, mrkdwn } from "./text.js";

const at = (id) => document.getElementById(id);
const store = {
  me: "",
  bot: "",
  team: "",
  users: new Map(),
  channels: new Map(),
  unread: new Map(),
  drafts: new Map(),
  here: null, // {id, messages: Map, statuses: Map, prompts}
  thread: null, // {root, messages: Map}
};
const drawn = new WeakMap(); // list element -> Map of ts -> {key, node}

// -- asking and telling the server

async function ask(path, params = {}) {
  const query = new URLSearchParams({ user: store.me, ...params });
  return answered(await fetch(`/page/${path}?${query}`));
}

/** What the server says about a place, and what was heard while it was on its way (`replay`). */
async function fetched(path, params) {
  const missed = [];
  listening.add(missed);
  try {
    return { said: await ask(path, params), replay: () => missed.forEach(apply) };
  } finally {
    listening.delete(missed);
  }
}
const listening = new Set();

async function tell(path, body) {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ user: store.me, ...body }) };
  return answered(await fetch(`/page/${path}`, init));
}

async function answered(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(WHY[body.error] ?? body.error);
  return body;
}

const WHY = {
  msg_too_long: "That message is too long.",
  is_archived: "This channel is archived.",
  not_in_channel: "You are not a member of this channel.",
  channel_not_found: "This channel is not there (any more).",
  thread_not_found: "The message this thread hangs on is gone.",
};

function warn(text) {
  const banner = at("banner");
  banner.textContent = text;
  banner.hidden = !text;
}

// -- names

const context = () => ({ me: store.me, user: (id) => store.users.get(id), channel: (id) => store.channels.get(id)?.name });
function placeName(place) {
  if (!place.is_im) return place.name;
  return place.with === store.me ? `${nameOf(store.users.get(store.me))} (you)` : nameOf(store.users.get(place.with));
}

// -- sidebar

function drawSidebar() {
  at("team").textContent = store.team;
  const places = [...store.channels.values()];
  const rooms = places.filter((place) => !place.is_im && !place.is_archived).sort((a, b) => a.name.localeCompare(b.name));
  const talks = places.filter((place) => place.is_im);
  const bot = talks.find((place) => place.with === store.bot);
  const others = talks.filter((place) => place !== bot).sort((a, b) => placeName(a).localeCompare(placeName(b)));
  const focused = document.activeElement?.dataset?.place;
  fill(
    at("places"),
    rooms.some((place) => place.is_member) && section("Channels", rooms.filter((place) => place.is_member).map(entry)),
    rooms.some((place) => !place.is_member) && section("Other channels", rooms.filter((place) => !place.is_member).map(entry)),
    section("Direct messages", [bot ? entry(bot) : directEntry(store.users.get(store.bot)), ...others.map(entry)], newDirect()),
  );
  if (focused) at("places").querySelector(`[data-place="${focused}"]`)?.focus();
  if (at("switcher").dataset.user !== store.me) drawSwitcher(); // an open menu would close
}

function section(title, entries, more = null) {
  const id = `places-${title.toLowerCase().replace(/\W/g, "-")}`;
  return h("section", { "aria-labelledby": id }, h("h2", { id, class: "places-title" }, title), h("ul", {}, entries.map((item) => h("li", {}, item)), more && h("li", {}, more)));
}

function entry(place) {
  const current = place.id === store.here?.id;
  const unread = current ? 0 : (store.unread.get(place.id) ?? 0);
  const mark = place.is_im ? avatar(store.users.get(place.with), "tiny") : icon(place.is_private ? "lock" : "hash");
  const guest = place.is_im && store.users.get(place.with)?.is_restricted;
  const kind = place.is_im ? "Direct message with" : place.is_private ? "Private channel" : "Channel";
  const label = `${kind} ${placeName(place)}${unread ? `, ${unread} unread` : ""}`;
  return h(
    "button",
    { type: "button", class: `place${current ? " current" : ""}${unread ? " unread" : ""}${place.is_member ? "" : " dim"}`, "data-place": place.id, "aria-current": current ? "page" : null, "aria-label": label, onclick: () => go(place.id) },
    mark,
    h("span", { class: "place-name" }, placeName(place)),
    place.with === store.bot && h("span", { class: "tag" }, "App"),
    guest && h("span", { class: "tag" }, "Guest"),
    unread > 0 && h("span", { class: "badge" }, String(unread)),
  );
}

function directEntry(user) {
  return h("button", { type: "button", class: "place", "aria-label": `Direct message with ${nameOf(user)}`, onclick: () => openDirect(user.id) }, avatar(user, "tiny"), h("span", { class: "place-name" }, nameOf(user)), h("span", { class: "tag" }, "App"));
}

function newDirect() {
  const known = new Set([...store.channels.values()].filter((place) => place.is_im).map((place) => place.with));
  const people = [...store.users.values()].filter((user) => !user.is_bot && user.id !== store.me && !known.has(user.id)).sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  if (!people.length) return null;
  const chosen = (event) => event.target.value && openDirect(event.target.value);
  return h(
    "label",
    { class: "place add" },
    icon("plus"),
    h("span", { class: "place-name" }, "New message"),
    h("select", { "aria-label": "Start a direct message with", onchange: chosen }, h("option", { value: "" }, "Choose a person"), people.map((user) => h("option", { value: user.id }, nameOf(user)))),
  );
}

function drawSwitcher() {
  const me = store.users.get(store.me);
  const people = [...store.users.values()].filter((user) => !user.is_bot).sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  const option = (user) => h("option", { value: user.id, selected: user.id === store.me }, `${nameOf(user)}${user.is_restricted ? " (guest)" : ""}${user.title ? ` – ${user.title}` : ""}`);
  at("switcher").dataset.user = store.me;
  const group = (label, list) => list.length > 0 && h("optgroup", { label }, list.map(option));
  fill(
    at("switcher"),
    h(
      "label",
      { class: "whoami" },
      avatar(me, "small"),
      h("span", { class: "whoami-words" }, h("span", { class: "whoami-name" }, nameOf(me), me?.is_restricted && h("span", { class: "tag" }, "Guest")), h("span", { class: "whoami-title" }, me?.title || "You")),
      icon("chevron"),
      h("select", { id: "whoami", "aria-label": "Who am I", onchange: (event) => become(event.target.value) }, group("Members", people.filter((user) => !user.is_restricted)), group("Guests", people.filter((user) => user.is_restricted))),
    ),
  );
}

// -- going places

async function become(user) {
  keepDraft();
  store.me = user;
  sessionStorage.setItem("me", user);
  store.unread.clear();
  store.drafts.clear();
  closeThread();
  remember();
  store.here = null;
  await arrive();
}

/** Go where the address points, or to the first place this person is in. */
async function arrive() {
  await loadChannels();
  connect();
  const { channel, thread } = wanted();
  const places = [...store.channels.values()];
  const first = store.channels.get(channel) ?? places.find((place) => place.name === "general" && place.is_member) ?? places.find((place) => place.is_member && !place.is_im) ?? places[0];
  if (first) await go(first.id, first.id === channel ? thread : "");
  else await openDirect(store.bot);
}

async function loadChannels() {
  const { channels } = await ask("channels");
  store.channels = new Map(channels.map((place) => [place.id, place]));
}

async function go(id, thread = "") {
  keepDraft();
  document.body.classList.remove("menu-open");
  const asked = (store.asked = {});
  const { said, replay } = await fetched("messages", { channel: id });
  if (store.asked !== asked) return;
  const moved = store.here?.id !== id;
  store.here = { id, ...contents(said) };
  replay();
  store.unread.delete(id);
  if (moved) {
    closeThread();
    drawChannel();
  }
  drawSidebar();
  drawMessages();
  if (thread) await openThread(thread);
  else if (moved && matchMedia("(hover: hover)").matches) at("composer-channel")?.focus();
  // Not before the thread is open, or a reload meanwhile would lose it; nor when one has gone elsewhere since.
  if (store.asked === asked) remember();
}

const byTs = (messages) => new Map(messages.map((body) => [body.ts, body]));
const contents = ({ messages, statuses, prompts }) => ({ prompts, messages: byTs(messages), statuses: new Map(statuses.map((status) => [status.thread_ts, status])) });

async function openDirect(user) {
  const { channel } = await tell("direct", { with: user });
  await loadChannels();
  await go(channel);
}

async function openThread(root) {
  const { id } = store.here;
  const { said, replay } = await fetched("thread", { channel: id, ts: root });
  if (!said.messages.length || store.here?.id !== id) return;
  keepDraft();
  store.thread = { root, messages: byTs(said.messages) };
  replay();
  drawThread();
  remember();
  if (matchMedia("(hover: hover)").matches) at("composer-thread")?.focus();
}

function closeThread() {
  keepDraft();
  store.thread = null;
  const pane = at("thread");
  pane.hidden = true;
  pane.replaceChildren();
}

function remember() {
  if (!store.here) return;
  history.replaceState(null, "", `/#${store.here.id}${store.thread ? `/${store.thread.root}` : ""}`);
}

/** Where the address points: a permalink (/archives/C/p123) or #C/ts. */
function wanted() {
  const archive = /^\/archives\/(\w+)\/p(\d+)(\d{6})$/.exec(location.pathname);
  if (archive) return { channel: archive[1], thread: new URLSearchParams(location.search).get("thread_ts") ?? "" };
  const [channel = "", thread = ""] = location.hash.slice(1).split("/");
  return { channel, thread };
}

// -- the channel

function drawChannel() {
  const place = store.channels.get(store.here.id);
  const mark = place.is_im ? avatar(store.users.get(place.with), "small") : icon(place.is_private ? "lock" : "hash");
  const count = place.members.length;
  const note = place.is_im ? store.users.get(place.with)?.title || (place.with === store.bot ? "App" : "") : place.topic;
  fill(
    at("channel"),
    h(
      "header",
      { class: "pane-head" },
      h("button", { type: "button", class: "icon-button only-narrow", "aria-label": "Open the channel list", onclick: () => openMenu() }, icon("menu")),
      mark,
      h("div", { class: "pane-title" }, h("h2", { id: "channel-title" }, placeName(place)), note && h("p", { class: "pane-note", title: note }, note)),
      !place.is_im && h("span", { class: "members", title: place.members.map((id) => nameOf(store.users.get(id))).join(", ") }, icon("people"), h("span", { class: "sr" }, "Members: "), String(count)),
    ),
    h("div", { id: "messages", class: "messages", role: "log", "aria-label": `Messages in ${placeName(place)}`, tabindex: "0" }),
    foot("channel", place),
  );
}

function openMenu() {
  document.body.classList.add("menu-open");
  at("places").querySelector(".current, .place")?.focus();
}

function foot(kind, place) {
  const status = h("p", { id: `status-${kind}`, class: "status", role: "status" });
  if (place.is_archived) return h("footer", { class: "foot" }, h("p", { class: "closed" }, "This channel is archived."));
  if (!place.is_member) {
    const join = async () => {
      await tell("join", { channel: place.id });
      await loadChannels();
      store.here = { ...store.here, id: "" };
      await go(place.id);
    };
    return h("footer", { class: "foot" }, h("p", { class: "closed" }, `You are looking at #${place.name}. `, h("button", { type: "button", class: "btn primary", onclick: join }, "Join channel")));
  }
  return h("footer", { class: "foot" }, kind === "channel" && h("div", { id: "prompts", class: "prompts" }), writing(kind, place), status);
}

function drawMessages() {
  const list = at("messages");
  if (!list) return;
  const near = list.scrollHeight - list.scrollTop - list.clientHeight < 120 || list.childElementCount === 0;
  const place = store.channels.get(store.here.id);
  const messages = [...store.here.messages.values()].sort((a, b) => (a.ts < b.ts ? -1 : 1));
  drawList(list, messages, { thread: false, intro: intro(place, messages.length) });
  if (near) showEnd(list);
  drawStatus();
  drawPrompts();
}

function intro(place, count) {
  const other = place.is_im ? store.users.get(place.with) : null;
  const words = place.is_im
    ? other?.is_bot
      ? "Ask about an account, a person or a number. Answers come with their sources."
      : `This conversation is just between ${nameOf(other)} and you.`
    : `This is the very beginning of the ${place.is_private ? "private " : ""}channel${count ? "." : `. Mention @${store.users.get(store.bot).name} to ask something.`}`;
  return h("div", { class: "intro" }, place.is_im ? avatar(other, "large") : h("span", { class: "intro-mark" }, icon(place.is_private ? "lock" : "hash")), h("h3", {}, placeName(place)), h("p", {}, words));
}

function drawList(list, messages, { thread, intro: head = null }) {
  const known = drawn.get(list) ?? new Map();
  const next = new Map();
  const nodes = [head];
  let before = null;
  for (const [number, body] of messages.entries()) {
    const day = dateOf(body.ts).toDateString();
    if (!thread && (!before || dateOf(before.ts).toDateString() !== day)) nodes.push(h("div", { class: "day", role: "separator", "aria-label": dayName(dateOf(body.ts)) }, h("span", {}, dayName(dateOf(body.ts)))));
    if (thread && number === 1) nodes.push(h("div", { class: "day replies" }, h("span", {}, replyCount(messages.filter((m) => !m.ephemeral).length - 1) || "Replies")));
    const compact = !!before && before.user === body.user && body.ts - before.ts < 300 && dateOf(before.ts).toDateString() === day && !before.reply_count && !before.ephemeral && !body.ephemeral && !(thread && number === 1);
    const key = JSON.stringify([body, compact]);
    const same = known.get(body.ts);
    const node = same?.key === key ? same.node : drawMessage(body, { compact, thread });
    next.set(body.ts, { key, node });
    nodes.push(node);
    before = body;
  }
  drawn.set(list, next);
  // Only what changed is touched, so that focus and selection stay where the reader has them.
  const wanted = nodes.filter(Boolean);
  const kept = new Set(wanted);
  for (const child of [...list.children]) if (!kept.has(child)) child.remove();
  wanted.forEach((node, index) => list.children[index] !== node && list.insertBefore(node, list.children[index] ?? null));
}

const replyCount = (count) => (count > 0 ? `${count} ${count === 1 ? "reply" : "replies"}` : "");

function drawMessage(body, { compact, thread }) {
  const user = store.users.get(body.user);
  const time = h("time", { class: "time", datetime: dateOf(body.ts).toISOString(), title: fullTime.format(dateOf(body.ts)) }, clock.format(dateOf(body.ts)));
  const gone = body.subtype === "tombstone";
  const name = gone ? "Message deleted" : nameOf(user);
  const head = h("div", { class: "message-head" }, h("span", { class: "author" }, name), user?.is_bot && h("span", { class: "tag" }, "App"), user?.is_restricted && h("span", { class: "tag" }, "Guest"), time);
  const content = h("div", { class: "content" });
  const node = h(
    "article",
    { class: `message${compact ? " compact" : ""}${body.ephemeral ? " ephemeral" : ""}${gone ? " gone" : ""}`, "data-ts": body.ts, "aria-label": `${name}, ${spokenTime(body.ts)}` },
    body.ephemeral && h("p", { class: "only-you" }, icon("eye"), "Only visible to you"),
    h("div", { class: "gutter" }, compact ? time : avatar(user)),
    h("div", { class: "message-body" }, !compact && head, content, reactions(body), !thread && repliesLink(body)),
    !thread && !body.ephemeral && h("div", { class: "tools" }, h("button", { type: "button", class: "icon-button", "aria-label": "Reply in thread", title: "Reply in thread", onclick: () => openThread(body.ts) }, icon("reply"))),
  );
  const ctx = { ...context(), act: (element, block, chosen, target) => act(body, element, chosen, target, node) };
  put(content, body.blocks?.length ? drawBlocks(body.blocks, ctx) : h("div", { class: "block" }, mrkdwn(body.text ?? "", ctx)));
  if (body.edited) put(content, h("span", { class: "edited" }, "(edited)"));
  return node;
}

function reactions(body) {
  if (!body.reactions?.length) return null;
  const chip = (reaction) => h("span", { class: "reaction", title: reaction.users.map((id) => nameOf(store.users.get(id))).join(", ") }, emoji(reaction.name), ` ${reaction.count}`);
  return h("div", { class: "reactions" }, body.reactions.map(chip));
}

function repliesLink(body) {
  if (!body.reply_count) return null;
  const faces = (body.reply_users ?? []).slice(0, 3).map((id) => avatar(store.users.get(id), "tiny"));
  return h("button", { type: "button", class: "replies-link", onclick: () => openThread(body.ts) }, faces, h("span", { class: "replies-count" }, replyCount(body.reply_count)), h("span", { class: "replies-last" }, `Last reply ${spokenTime(body.latest_reply).replace(/^[TY]/, (letter) => letter.toLowerCase())}`));
}

async function act(body, element, chosen, target, node) {
  if (!(await confirmed(at("confirm"), element.confirm, context()))) return;
  target.setAttribute("aria-busy", "true");
  node.querySelector(".failure")?.remove();
  let failure = "";
  try {
    const { acknowledged } = await tell("click", { channel: store.here.id, ts: body.ts, action_id: element.action_id, chosen });
    if (!acknowledged) failure = `${store.users.get(store.bot).name} did not answer in time. Try again.`;
  } catch (error) {
    failure = error.message;
  }
  target.removeAttribute("aria-busy");
  if (failure) node.querySelector(".message-body").append(h("p", { class: "failure", role: "alert" }, failure));
}

// -- the thread

function drawThread() {
  const pane = at("thread");
  const place = store.channels.get(store.here.id);
  pane.hidden = false;
  fill(
    pane,
    h(
      "header",
      { class: "pane-head" },
      h("div", { class: "pane-title" }, h("h2", {}, "Thread"), h("p", { class: "pane-note" }, `${place.is_im ? "" : "#"}${placeName(place)}`)),
      h("button", { type: "button", class: "icon-button", "aria-label": "Close thread", title: "Close (Esc)", onclick: leaveThread }, icon("close")),
    ),
    h("div", { id: "replies", class: "messages", role: "log", "aria-label": "Replies", tabindex: "0" }),
    foot("thread", place),
  );
  drawReplies();
  showEnd(at("replies"));
}

function leaveThread() {
  const root = store.thread?.root;
  closeThread();
  remember();
  at("messages")?.querySelector(`[data-ts="${root}"] .replies-link, [data-ts="${root}"] .icon-button`)?.focus();
}

function drawReplies() {
  const list = at("replies");
  if (!list) return;
  const near = list.scrollHeight - list.scrollTop - list.clientHeight < 120;
  const messages = [...store.thread.messages.values()].sort((a, b) => (a.ts < b.ts ? -1 : 1));
  drawList(list, messages, { thread: true });
  if (near) showEnd(list);
  drawStatus();
}

/** Scroll to the end, but never past the first line of a last message that is taller than the pane. */
function showEnd(list) {
  list.scrollTop = list.scrollHeight;
  const last = [...list.querySelectorAll(".message")].at(-1);
  if (last && last.offsetHeight > list.clientHeight - 40) list.scrollTop = last.offsetTop - list.offsetTop - 8;
}

// -- status and prompts

let statusTimer = 0;

function drawStatus() {
  const now = Date.now() / 1000;
  const live = [...(store.here?.statuses.values() ?? [])].filter((status) => status.status && status.expires_at > now);
  showStatus(at("status-channel"), live.filter((status) => status.thread_ts !== store.thread?.root)[0]);
  showStatus(at("status-thread"), live.find((status) => status.thread_ts === store.thread?.root));
  clearTimeout(statusTimer);
  if (live.length) statusTimer = setTimeout(drawStatus, Math.max(250, (Math.min(...live.map((status) => status.expires_at)) - now) * 1000));
}

function showStatus(node, status) {
  if (!node) return;
  const bot = store.users.get(store.bot);
  fill(node, status && [h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), h("strong", {}, bot.name), ` ${status.status}`, status.loading_messages?.[0] && h("span", { class: "loading" }, ` ${status.loading_messages[0]}`)]);
}

function drawPrompts() {
  const node = at("prompts");
  if (!node) return;
  const given = store.here.prompts;
  const send = (prompt) => async () => say("channel", prompt.message);
  fill(node, given?.title && h("p", { class: "prompts-title" }, given.title), given?.prompts?.map((prompt) => h("button", { type: "button", class: "prompt", onclick: send(prompt) }, prompt.title)));
}

// -- writing

function keepDraft() {
  for (const kind of ["channel", "thread"]) {
    const field = at(`composer-${kind}`);
    if (field) store.drafts.set(field.dataset.key, field.value);
  }
}

function writing(kind, place) {
  const inThread = kind === "thread";
  const key = `${store.me}/${place.id}/${inThread ? store.thread.root : ""}`;
  const label = inThread ? "Reply…" : `Message ${place.is_im ? "" : "#"}${placeName(place)}`;
  const failed = (error) => {
    warn(error.message);
    setTimeout(() => warn(""), 5000);
  };
  const people = () => [...store.users.values()].filter((user) => user.id !== store.me);
  return composer({ kind, key, label, name: inThread ? "Reply in thread" : label, draft: store.drafts.get(key) ?? "", people, send: (text) => say(kind, text), failed });
}

async function say(kind, text) {
  const place = store.here.id;
  const body = { channel: place, text };
  if (kind === "thread") body.thread_ts = store.thread.root;
  const sent = await tell("post", body);
  for (const id of ["messages", "replies"]) if (at(id)) showEnd(at(id));
  if (sent.bot_absent) offerInvite(place);
}

/** The bot was mentioned where it is not a member: say so, as Slack does. */
function offerInvite(place) {
  const bot = store.users.get(store.bot).name;
  const bring = async (event) => {
    const note = event.currentTarget.closest(".absent-bot");
    await tell("invite", { channel: place });
    note.remove();
  };
  at("channel").querySelector(".absent-bot")?.remove();
  at("messages").after(h("p", { class: "absent-bot", role: "alert" }, `${bot} is not in this channel and cannot see this. `, h("button", { type: "button", class: "btn", onclick: bring }, `Add ${bot}`)));
}

// -- live

let socket = null;
let wait = 500;

function connect() {
  if (socket) {
    socket.onclose = null;
    socket.close();
  }
  const mine = (socket = new WebSocket(`ws://${location.host}/page/live?user=${encodeURIComponent(store.me)}`));
  mine.onmessage = ({ data }) => heard(JSON.parse(data));
  mine.onclose = () => {
    warn("Reconnecting…");
    setTimeout(connect, (wait = Math.min(wait * 2, 8000)));
  };
}

async function heard(event) {
  const { kind, channel, body } = event;
  if (kind === "ready") {
    wait = 500;
    warn("");
    if (store.here?.id) await refresh();
    return;
  }
  if (kind === "members") {
    await loadChannels();
    drawSidebar();
    if (store.here && !store.channels.has(store.here.id)) await become(store.me);
    return;
  }
  for (const missed of listening) missed.push(event);
  if (channel !== store.here?.id) {
    if (kind === "message") unread(channel, body);
    return;
  }
  apply(event);
  if (kind === "status") drawStatus();
  else if (kind === "prompts") drawPrompts();
  else {
    drawMessages();
    if (store.thread) drawReplies();
  }
}

/** Bring what is known of the place one is in up to date with one event. */
function apply({ kind, channel, body }) {
  if (channel !== store.here?.id) return;
  if (kind === "prompts") store.here.prompts = body;
  else if (kind === "status" && body.status) store.here.statuses.set(body.thread_ts, body);
  else if (kind === "status") store.here.statuses.delete(body.thread_ts);
  else if (kind === "message_deleted" || kind === "ephemeral_deleted") {
    store.here.messages.delete(body.ts);
    store.thread?.messages.delete(body.ts);
  } else {
    const root = body.thread_ts ?? body.ts;
    if (root === body.ts || body.subtype === "thread_broadcast") store.here.messages.set(body.ts, body);
    if (root === store.thread?.root) store.thread.messages.set(body.ts, body);
  }
}

function unread(channel, body) {
  const place = store.channels.get(channel);
  if (!place?.is_member || body.user === store.me) return;
  store.unread.set(channel, (store.unread.get(channel) ?? 0) + 1);
  drawSidebar();
}

/** After a lost connection: fetch what was missed, and leave what is being written alone. */
async function refresh() {
  const { id } = store.here;
  const root = store.thread?.root;
  const { said, replay } = await fetched("messages", { channel: id });
  if (store.here?.id !== id) return;
  Object.assign(store.here, contents(said));
  replay();
  drawMessages();
  if (!root) return;
  const thread = await fetched("thread", { channel: id, ts: root });
  if (store.thread?.root !== root) return;
  store.thread.messages = byTs(thread.said.messages);
  thread.replay();
  drawReplies();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || at("confirm").open) return;
  if (document.body.classList.contains("menu-open")) document.body.classList.remove("menu-open");
  else if (store.thread) leaveThread();
});
window.addEventListener("hashchange", () => {
  const { channel, thread } = wanted();
  if (store.channels.has(channel)) go(channel, thread);
});
at("scrim").addEventListener("click", () => document.body.classList.remove("menu-open"));

async function begin() {
  const { team, bot, users } = await ask("boot");
  Object.assign(store, { team, bot, users: new Map(users.map((user, place) => [user.id, { ...user, place }])) });
  document.title = `${team} – Local Slack`;
  const people = users.filter((user) => !user.is_bot);
  const kept = sessionStorage.getItem("me");
  store.me = (people.find((user) => user.id === kept) ?? people.find((user) => !user.is_restricted) ?? users[0]).id;
  await arrive();
}

begin().catch((error) => warn(`The page could not load: ${error.message}`));
