// While a form is typed, the server is asked what it makes of it: <div data-ask-as-typed="address" aria-live="polite"></div>
// inside the form receives the answer. Without scripts the form says the same once it is sent.
(() => {
  "use strict";
  const REST = 500;
  document.querySelectorAll("[data-ask-as-typed]").forEach((region) => {
    const form = region.closest("form");
    if (!form) return;
    let timer = 0;
    let asked = null;
    let last = "";
    const ask = async () => {
      const typed = new FormData(form);
      const now = JSON.stringify([...typed.entries()].filter(([name]) => name !== "csrf_token"));
      if (now === last) return;
      last = now;
      asked?.abort();
      asked = new AbortController();
      try {
        const answer = await fetch(region.dataset.askAsTyped, { method: "POST", body: typed, signal: asked.signal, redirect: "error" });
        if (answer.ok) region.innerHTML = await answer.text();
      } catch { /* a later keystroke asks again; sending the form checks all of it anyway */ }
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, REST); });
    form.addEventListener("focusout", () => { clearTimeout(timer); timer = setTimeout(ask, 0); });
  });
})();
