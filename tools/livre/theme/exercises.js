// La page « Exercices » : filtrer le tableau, en refaire le total, garder le choix dans l'adresse.
"use strict";

const filters = document.getElementById("exercise-filters");
const total = document.getElementById("exercise-total");
const exercises = [...document.querySelectorAll("[data-exercise]")];
const choices = [...filters.elements].filter(control => control.name);
const asked = new URLSearchParams(location.search);
// Une série nomme ses exercices : seul un lien la demande.
let names = asked.get("noms");

const counted = (count, noun) => `${count} ${noun}${count > 1 ? "s" : ""}`;
const sum = (shown, key) => shown.reduce((all, { dataset }) => all + Number(dataset[key]), 0);

function isShown({ dataset }) {
    const chosen = choices.every(({ name, value }) => !value || dataset[name] === value);
    return chosen && (!names || names.split(",").includes(dataset.exercise));
}

function show() {
    for (const exercise of exercises) exercise.closest("tr").hidden = !isShown(exercise);
    const shown = exercises.filter(isShown);
    const minutes = sum(shown, "minutes");
    const hours = `${Math.floor(minutes / 60)}\u00A0h\u00A0${String(minutes % 60).padStart(2, "0")}`;
    const points = counted(sum(shown, "points"), "point");
    total.textContent = `Total\u00A0: ${counted(shown.length, "exercice")}, ${hours}, ${points}.`;
}

function remember() {
    const query = new URLSearchParams(names ? { noms: names } : {});
    for (const { name, value } of choices) if (value) query.set(name, value);
    show();
    // Une page ouverte depuis le disque ne change pas d'adresse.
    try { history.replaceState(null, "", `?${query}#liste`); } catch { /* tant pis */ }
}

for (const control of choices) control.value = asked.get(control.name) ?? "";
filters.addEventListener("change", remember);
filters.addEventListener("reset", () => {
    names = null;
    // Les listes ne reprennent leur première valeur qu'après cet événement.
    setTimeout(remember);
});
filters.querySelector(".print-list").addEventListener("click", () => print());
show();
