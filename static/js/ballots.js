// Ballots: the buttons beside a number act at once instead of asking the server, which does the same without scripts.
// Points go up and down within their cap; a ranking is put in its order, and what changed is told in one quiet sentence.
(() => {
  "use strict";
  const written = (field) => (/^\d{1,6}$/.test(field.value.trim()) ? Number(field.value) : 0);
  const fieldsOf = (place) => [...place.querySelectorAll("[data-number]")];

  const showPoints = (form) => {
    const place = form.querySelector("[data-points-left]");
    if (!place) return;
    const left = Number(form.dataset.points) - fieldsOf(form).reduce((sum, field) => sum + written(field), 0);
    place.classList.toggle("is-bad", left < 0);
    place.textContent = (left < 0 ? place.dataset.overText : place.dataset.leftText).replace("#", Math.abs(left));
  };

  const stepPoints = (form, field, step) => {
    const left = Number(form.dataset.points) - fieldsOf(form).reduce((sum, one) => sum + written(one), 0);
    if (step > 0 && left <= 0) return;
    const after = Math.min(Math.max(written(field) + step, 0), Number(field.dataset.most));
    field.value = after || "";
    showPoints(form);
  };

  // The ranks as groups of equal options, the best first.
  const groupsOf = (ranking) => {
    const fields = fieldsOf(ranking).filter((field) => written(field) > 0);
    const ranks = [...new Set(fields.map(written))].sort((one, other) => one - other);
    const groups = ranks.map((rank) => fields.filter((field) => written(field) === rank));
    return "equal" in ranking.dataset ? groups : groups.flat().map((field) => [field]);
  };

  // One place towards the front; with `lower`, the groups are the last first, and the front one leaves the ranking.
  const raised = (groups, field, lower) => {
    const place = groups.findIndex((group) => group.includes(field));
    if (place < 0) return lower ? groups : [...groups, [field]];
    const rest = groups[place].filter((one) => one !== field);
    if (rest.length) return [...groups.slice(0, place), [field], rest, ...groups.slice(place + 1)];
    if (place === 0) return lower ? groups.slice(1) : groups;
    return [...groups.slice(0, place - 1), [field], groups[place - 1], ...groups.slice(place + 1)];
  };

  const rank = (ranking, field, way) => {
    const groups = groupsOf(ranking);
    const after = way === "up" ? raised(groups, field, false) : raised(groups.reverse(), field, true).reverse();
    fieldsOf(ranking).forEach((one) => { if (written(one) > 0 || one === field) one.value = ""; });
    after.forEach((group, index) => group.forEach((one) => { one.value = index + 1; }));
    const last = after.length + 1;
    const lines = [...ranking.children];
    const placeOf = (line) => written(line.querySelector("[data-number]")) || last;
    lines.sort((one, other) => placeOf(one) - placeOf(other)).forEach((line) => ranking.append(line));
    const line = field.closest("li");
    const text = written(field) ? line.dataset.rankedText.replace("#", written(field)) : line.dataset.unrankedText;
    ranking.closest("form").querySelector("[data-ranking-status]").textContent = text;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-step]");
    if (!button) return;
    const field = button.closest(".ballot-option").querySelector("[data-number]");
    const ranking = button.closest("[data-ranking]");
    event.preventDefault();
    if (ranking) rank(ranking, field, button.dataset.step);
    else stepPoints(button.form, field, button.dataset.step === "plus" ? 1 : -1);
    button.focus();
  });

  document.addEventListener("input", (event) => {
    if (event.target.matches?.("form[data-points] [data-number]")) showPoints(event.target.form);
  });
})();
