// A part of a page that follows what happens in the room (templates/macros/live.html writes it).
//
//   <section data-poll="/assemblees/3/ecran/fragment" data-poll-every="1000" data-poll-etag="...">...</section>
//
// The address answers with the inner HTML of the section and an ETag; 304 changes nothing, 204 stops, 205 reloads the page.
// Nothing is asked while the page is hidden. A form that the person has begun to fill in is left alone until it is sent, as
// long as it is about the same thing: the element named by `data-poll-offer` (an id; hidden at first) then shows, to offer
// the new state. What a fragment is about is its `data-poll-key`: with another key it takes the place of any form at once.
// While the server does not answer, `data-poll-lost-text` stands above, the seconds to the next try in place of its #, with
// a button, `data-poll-retry-text`. `data-poll-status` (a text in the fragment) is read aloud, once, when it changes.
(() => {
  "use strict";
  const SLOWEST = 15000;
  const PATIENCE = 10000;

  const untouched = (field) => {
    if (field.type === "hidden" || field.type === "submit") return true;
    if (field.type === "radio" || field.type === "checkbox") return field.checked === field.defaultChecked;
    if (field.options) return [...field.options].every((option) => option.selected === option.defaultSelected);
    return field.value === field.defaultValue;
  };
  // Begun, or a button of the page waits for the answer to its question (static/js/forms.js).
  const busy = (region) =>
    [...region.querySelectorAll("input, select, textarea")].some((field) => !untouched(field)) ||
    document.querySelector("dialog.confirm[open]") !== null;

  const keyIn = (place) => place.querySelector("[data-poll-key]")?.dataset.pollKey;
  const isAnotherMatter = (region, html) => {
    const key = keyIn(new DOMParser().parseFromString(html, "text/html"));
    return key !== undefined && key !== keyIn(region);
  };

  // How to find in the new fragment what had the focus in the former one.
  const placeOf = (active) => {
    const quoted = (text) => `"${CSS.escape(text)}"`;
    if (active.id) return `#${CSS.escape(active.id)}`;
    if (active.matches("summary") && active.parentElement.id) return `#${CSS.escape(active.parentElement.id)} > summary`;
    if (active.name) return `[name=${quoted(active.name)}][value=${quoted(active.value)}]`;
    if (active.hasAttribute("href")) return `a[href=${quoted(active.getAttribute("href"))}]`;
    if (active.form) return `form[action=${quoted(active.form.getAttribute("action") || "")}] button`;
    return null;
  };

  const keepFocus = (region, change) => {
    const active = region.contains(document.activeElement) ? document.activeElement : null;
    const key = active && placeOf(active);
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

  // Above the part while nobody answers: the seconds to the next try, and a button. Read aloud once, not every second.
  const lostNotice = (region, retry) => {
    let notice = null;
    let counting = 0;
    const gone = () => { clearInterval(counting); notice?.remove(); notice = null; };
    const make = () => {
      notice = document.createElement("div");
      notice.className = "poll-lost";
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button outline small";
      button.textContent = region.dataset.pollRetryText;
      button.addEventListener("click", retry);
      notice.append(document.createElement("p"), button);
      region.before(notice);
    };
    const shown = (wait) => {
      if (!region.dataset.pollLostText) return;
      const isNew = notice === null;
      if (isNew) make();
      let left = Math.round(wait / 1000);
      const tell = () => { notice.firstChild.textContent = region.dataset.pollLostText.replace("#", Math.max(left, 0)); left -= 1; };
      clearInterval(counting);
      tell();
      if (isNew) announcer().textContent = notice.firstChild.textContent;
      counting = setInterval(tell, 1000);
    };
    return { shown, gone };
  };

  const follow = (region) => {
    const every = Number(region.dataset.pollEvery) || 1000;
    let etag = region.dataset.pollEtag ? `"${region.dataset.pollEtag}"` : "";
    let said = region.querySelector("[data-poll-status]")?.textContent.trim() || "";
    let wait = every;
    let timer = 0;
    let asking = false;

    const lost = lostNotice(region, () => ask());

    const show = (html, tag) => {
      const offer = document.getElementById(region.dataset.pollOffer || "");
      const another = isAnotherMatter(region, html);
      if (busy(region) && !another) {
        if (offer) offer.hidden = false;
        return;
      }
      if (offer) offer.hidden = true;
      document.querySelector("dialog.confirm[open]")?.close();
      etag = tag;
      keepFocus(region, () => { region.innerHTML = html; });
      if (another && region.getBoundingClientRect().top < 0) region.scrollIntoView({ block: "start" });
      region.dispatchEvent(new CustomEvent("poll:changed", { bubbles: true }));
      const now = region.querySelector("[data-poll-status]")?.textContent.trim() || "";
      if (now && now !== said) announcer().textContent = now;
      said = now;
    };

    const answered = (fine) => {
      wait = fine ? every : Math.min(wait * 2, SLOWEST);
      if (fine) lost.gone(); else lost.shown(wait);
    };

    const ask = async () => {
      if (document.hidden || asking) return;
      asking = true;
      try {
        const headers = { Accept: "text/html", "X-Requested-With": "poll" };
        if (etag) headers["If-None-Match"] = etag;
        const signal = AbortSignal.timeout?.(PATIENCE);
        const answer = await fetch(region.dataset.poll, { headers, signal, cache: "no-store", credentials: "same-origin" });
        if (answer.status === 204) return;
        if (answer.status === 205 || answer.status === 401 || answer.redirected) { location.reload(); return; }
        if (answer.status === 200) show(await answer.text(), answer.headers.get("ETag") || "");
        answered(answer.ok || answer.status === 304);
      } catch {
        answered(false);
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
    window.addEventListener("online", () => { wait = every; ask(); });
    plan();
  };

  document.querySelectorAll("[data-poll]").forEach(follow);
})();
