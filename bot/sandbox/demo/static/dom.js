/** Building and updating elements. Text always goes in as text nodes, so nothing needs escaping. */

const SVG = "http://www.w3.org/2000/svg";

/** Path data of the icons, drawn as strokes in a 20 × 20 box. */
const ICONS = {
  bolt: "M11 2.5 4.5 11.5h5l-1 6 6.5-9h-5z",
  more: "M10 4.5v.01M10 10v.01M10 15.5v.01",
  dots: "M4.5 10v.01M10 10v.01M15.5 10v.01",
  reply: "M3.5 4.5h13v9h-8l-3.5 3v-3h-1.5z",
  close: "M5 5l10 10M15 5 5 15",
  send: "M3.5 4l13.5 6-13.5 6 2-6zM5.5 10H11",
  lock: "M5.5 9h9v7h-9zM7.5 9V6.5a2.5 2.5 0 0 1 5 0V9",
  hash: "M8 3.5 6.5 16.5M13.5 3.5 12 16.5M3.8 7.5h13M3.2 12.5h13",
  shared: "M4 6h9m-3-3 3 3-3 3M16 14H7m3-3-3 3 3 3",
  eye: "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
  check: "M4.5 10.5 8.5 14.5 15.5 6",
  chevron: "M6 8l4 4 4-4",
  back: "M12 5l-5 5 5 5",
  app: "M4 4h5v5H4zM11 4h5v5h-5zM4 11h5v5H4zM11 11h5v5h-5z",
  link: "M8 5H4.5v10.5H15V12M11 4h5v5M16 4l-7 7",
  alert: "M10 3 2.5 16.5h15zM10 8v4M10 14.2v.01",
  person: "M10 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.5 17c.6-3.4 3.2-5 6.5-5s5.9 1.6 6.5 5",
  pencil: "M4 16l.6-3.4 8-8 2.8 2.8-8 8zM11 6.2l2.8 2.8",
  bin: "M4 6h12M8 6V3.8h4V6M5.5 6l.8 10.2h7.4L14.5 6M8.5 9v4.5M11.5 9v4.5",
  reopen: "M4.5 10a5.5 5.5 0 1 0 2-4.2M6 2.8l.3 3.3 3.3-.2",
  calendar: "M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5",
};

/** An element with properties, attributes (`data…`, `aria…`, `testid`), listeners (`on…`) and children. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) set(element, name, value);
  element.append(...flat(children));
  return element;
}

function set(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === "testid") element.dataset.testid = value;
  else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "value") element.value = value;
  else element.setAttribute(name, value === true ? "" : String(value));
}

function flat(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

/** A decorative icon. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows an icon only. */
export function iconButton(name, label, props = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, ...props }, icon(name));
}

/** The element that carries `data-slot=name`. */
export function slot(name) {
  return document.querySelector(`[data-slot="${name}"]`);
}

/**
 * Makes `parent` show `items`, keeping the elements of those that did not change, so that focus, selection and
 * typed text survive; the focus also outlives a redrawing. `key` names an item, `signature` is its content as text,
 * `render` makes its element.
 */
export function reconcile(parent, items, { key, signature, render }) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  // First, so that what stays need not move: an element that moves loses the focus.
  const staying = new Set(items.map(key));
  for (const [name, child] of before) if (!staying.has(name)) child.remove();
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = key(item);
    const content = signature(item);
    let element = before.get(name);
    if (!element || element.signature !== content) {
      const fresh = render(item, element);
      fresh.dataset.key = name;
      fresh.signature = content;
      if (element) {
        if (element === place) place = fresh;
        keepingFocus(element, fresh, () => element.replaceWith(fresh));
      }
      element = fresh;
    }
    if (element === place) place = place.nextElementSibling;
    else parent.insertBefore(element, place);
  }
}

/** The focus and the caret stay with what has the same place in the fresh element, or alone has the same name. */
function keepingFocus(element, fresh, replace) {
  const held = element.contains(document.activeElement) ? document.activeElement : null;
  replace();
  const { focus: place, testid: name } = held?.dataset ?? {};
  const named = (attribute, value) => [...fresh.querySelectorAll(`[data-${attribute}="${CSS.escape(value ?? "")}"]`)];
  const found = [named("focus", place), named("testid", name)].find((elements) => elements.length === 1);
  const heir = found?.[0];
  heir?.focus({ preventScroll: true });
  if (heir && typeof held.selectionStart === "number") heir.setSelectionRange(held.selectionStart, held.selectionEnd);
}

let ids = 0;

/** An id for an element that another one refers to. */
export function uniqueId(prefix) {
  ids += 1;
  return `${prefix}-${ids}`;
}
