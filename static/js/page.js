// Menus that close, text that copies, pages that print. All optional.
(() => {
  "use strict";
  const menus = () => document.querySelectorAll("details.menu[open]");

  document.addEventListener("click", (event) => {
    menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });

    const copy = event.target.closest("[data-copy]");
    if (copy) {
      const source = copy.parentElement.querySelector("[data-copy-source]");
      navigator.clipboard?.writeText(source.textContent).then(() => {
        const word = copy.querySelector("span");
        const before = word.textContent;
        word.textContent = document.documentElement.lang === "fr" ? "Copié" : "Copied";
        setTimeout(() => { word.textContent = before; }, 2000);
      });
    }
    if (event.target.closest("[data-print]")) window.print();
    if (event.target.closest("[data-full-screen]")) {
      if (document.fullscreenElement) document.exitFullscreen(); else document.documentElement.requestFullscreen?.();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });
})();
