// A part of a page that follows what happens in the room.
//
//   <section data-poll="/assemblees/3/ecran/fragment" data-poll-every="1000" aria-live="off">...</section>
//
// The address answers with the inner HTML of the section and an ETag; 304 changes nothing, 204 stops, 205 reloads the page.
// Nothing is asked while the page is hidden. A form that the person has begun to fill in is left alone until it is sent:
// the element named by `data-poll-offer` (an id; hidden at first) then shows, to offer the new state.
// `data-poll-lost-text` is shown above while the server does not answer. `data-poll-status` (a text in the fragment) is read aloud, once, when it changes.
(() => {
  "use strict";
  const SLOWEST = 15000;

  const untouched = (field) => {
    if (field.type === "hidden" || field.type === "submit") return true;
    if (field.type === "radio" || field.type === "checkbox") return field.checked === field.defaultChecked;
    if (field.options) return [...field.options].every((option) => option.selected === option.defaultSelected);
    return field.value === field.defaultValue;
  };
  const busy = (region) =>
    [...region.querySelectorAll("input, select, textarea")].some((field) => !untouched(field)) ||
    region.querySelector("dialog[open]") !== null;

  const keepFocus = (region, change) => {
    const active = region.contains(document.activeElement) ? document.activeElement : null;
    const folded = active?.matches("summary") && active.parentElement.id;
    const key = active && (active.id ? `#${CSS.escape(active.id)}` : folded ? `#${CSS.escape(folded)} > summary` : active.name ? `[name="${CSS.escape(active.name)}"][value="${CSS.escape(active.value)}"]` : active.getAttribute("href") ? `a[href="${CSS.escape(active.getAttribute("href"))}"]` : null);
    const opened = [...region.querySelectorAll("details[id][open]")].map((one) => one.id);
    change();
    opened.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    if (!active) return;
    const again = key && region.querySelector(key);
    if (again) again.focus({ preventScroll: true });
    else { region.tabIndex = -1; region.focus({ preventScroll: true }); }
  };

  const announcer = () => {
    let box = document.getElementById("poll-announcer");
    if (!box) {
      box = document.createElement("div");
      box.id = "poll-announcer";
      box.className = "hidden-text";
      box.setAttribute("role", "status");
      box.setAttribute("aria-live", "polite");
      document.body.append(box);
    }
    return box;
  };

  const follow = (region) => {
    const every = Number(region.dataset.pollEvery) || 1000;
    let etag = region.dataset.pollEtag || "";
    let said = region.querySelector("[data-poll-status]")?.textContent.trim() || "";
    let wait = every;
    let timer = 0;
    let asking = false;

    const show = (html, tag) => {
      if (busy(region)) {
        const offer = document.getElementById(region.dataset.pollOffer || "");
        if (offer) offer.hidden = false;
        return;
      }
      etag = tag;
      keepFocus(region, () => { region.innerHTML = html; });
      region.dispatchEvent(new CustomEvent("poll:changed", { bubbles: true }));
      const now = region.querySelector("[data-poll-status]")?.textContent.trim() || "";
      if (now && now !== said) announcer().textContent = now;
      said = now;
    };

    const ask = async () => {
      if (document.hidden || asking) return;
      asking = true;
      try {
        const headers = { Accept: "text/html", "X-Requested-With": "poll" };
        if (etag) headers["If-None-Match"] = etag;
        const answer = await fetch(region.dataset.poll, { headers, cache: "no-store", credentials: "same-origin" });
        if (answer.status === 204) return;
        if (answer.status === 205 || answer.status === 401 || answer.redirected) { location.reload(); return; }
        if (answer.status === 200) show(await answer.text(), answer.headers.get("ETag") || "");
        wait = answer.ok || answer.status === 304 ? every : Math.min(wait * 2, SLOWEST);
        region.toggleAttribute("data-poll-lost", !(answer.ok || answer.status === 304));
      } catch {
        wait = Math.min(wait * 2, SLOWEST);
        region.setAttribute("data-poll-lost", "");
      } finally {
        asking = false;
      }
      plan();
    };
    const plan = () => {
      clearTimeout(timer);
      if (region.isConnected && !document.hidden) timer = setTimeout(ask, wait + Math.random() * wait * 0.1);
    };
    document.addEventListener("visibilitychange", () => { clearTimeout(timer); if (!document.hidden) { wait = every; ask(); } });
    plan();
  };

  document.querySelectorAll("[data-poll]").forEach(follow);
})();
