// A small box beside the pointer with the values of a mark.
import { make } from "./dom.js";

export function tooltipOf(home) {
  const box = make("div", { class: "tooltip", "aria-hidden": "true" });
  return (handler, event, item, value) => {
    if (value === null || value === undefined || value === "") {
      box.remove();
      return;
    }
    const lines = typeof value === "object" ? Object.entries(value).map(([name, text]) => make("div", {}, make("span", {}, name), ` ${text}`)) : [make("div", {}, String(value))];
    box.replaceChildren(...lines);
    if (!box.isConnected) home.append(box);
    const frame = home.getBoundingClientRect();
    const left = Math.min(event.clientX - frame.left + 14, frame.width - box.offsetWidth - 4);
    box.style.left = `${Math.max(0, left)}px`;
    box.style.top = `${event.clientY - frame.top + 16}px`;
  };
}
