// Small comforts of forms. Every form works without them.
(() => {
  "use strict";
  document.documentElement.classList.add("has-script");

  // The error summary takes the focus when the page comes back with errors.
  document.querySelector("[data-focus]")?.focus();

  // A form, or one of its buttons, that asks before it acts: <form data-confirm="Close now?">.
  const askFirst = (form, button, question) => {
    const dialog = document.createElement("dialog");
    dialog.className = "confirm";
    const text = document.createElement("p");
    text.id = "confirm-text";
    text.textContent = question;
    dialog.setAttribute("aria-labelledby", text.id);
    const french = document.documentElement.lang === "fr";
    const make = (label, classes) => {
      const one = document.createElement("button");
      one.type = "button";
      one.className = classes;
      one.textContent = label;
      return one;
    };
    const yes = make(button?.textContent.trim() || (french ? "Confirmer" : "Confirm"), "button" + (button?.classList.contains("danger") ? " danger" : ""));
    const no = make(french ? "Annuler" : "Cancel", "button outline");
    const actions = document.createElement("div");
    actions.className = "actions stretch";
    actions.append(yes, no);
    dialog.append(text, actions);
    document.body.append(dialog);
    dialog.addEventListener("close", () => { dialog.remove(); button?.focus(); });
    no.addEventListener("click", () => dialog.close());
    yes.addEventListener("click", () => { form.dataset.confirmed = "yes"; dialog.close(); form.requestSubmit(button); });
    dialog.showModal();
    no.focus();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const question = event.submitter?.dataset.confirm || form.dataset.confirm;
    if (question && form.dataset.confirmed !== "yes") {
      event.preventDefault();
      askFirst(form, event.submitter, question);
      return;
    }
    // What opens in another tab (a preview) leaves this page as it was.
    if (event.submitter?.formTarget === "_blank") return;
    // A second click changes nothing (the server makes sure), but the person sees that the first one counted.
    if (form.method === "post") {
      setTimeout(() => form.querySelectorAll("button[type=submit]").forEach((one) => one.setAttribute("aria-disabled", "true")));
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    }
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      delete form.dataset.confirmed;
      form.querySelectorAll("[aria-disabled]").forEach((one) => one.removeAttribute("aria-disabled"));
    });
  });

  // Back to a refused form: the browser still has what was typed, a fresh page does not.
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("a[data-back]") || history.length < 2) return;
    event.preventDefault();
    history.back();
  });

  // Filters send themselves when a list changes; what is typed waits for Enter or the button.
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("form[data-auto-submit]");
    if (form && event.target.tagName === "SELECT") form.requestSubmit();
  });

  // Empty filters do not clutter the address.
  document.addEventListener("formdata", (event) => {
    if (!event.target.matches("form[data-auto-submit]")) return;
    for (const [name, value] of [...event.formData.entries()]) if (value === "") event.formData.delete(name);
  });
})();
