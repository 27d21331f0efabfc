// Ce que la page gagne avec JavaScript ; sans lui, elle se lit et se parcourt.
"use strict";

// Le navigateur peut interdire sa mémoire, ou y avoir gardé n'importe quoi.
const memory = {
    get(key) {
        try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
    },
    set(key, value) {
        try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; }
    },
};

const page = location.pathname.split("/").pop() || "index.html";
const root = document.documentElement;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

function button(text, className, action) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = className;
    made.textContent = text;
    made.addEventListener("click", action);
    return made;
}

/** Change le texte d'un bouton pour un moment. */
function flash(control, text) {
    control.dataset.label ??= control.textContent;
    control.textContent = text;
    clearTimeout(control.timer);
    control.timer = setTimeout(() => { control.textContent = control.dataset.label; }, 1500);
}

// ── Thème
const dark = matchMedia("(prefers-color-scheme: dark)");
const theme = document.getElementById("theme");

function applyTheme() {
    const wanted = theme.value;
    root.dataset.theme = wanted === "auto" ? (dark.matches ? "dark" : "light") : wanted;
    const paper = getComputedStyle(root).backgroundColor;
    all("meta[name=theme-color]").forEach(meta => { meta.content = paper; });
}

function readTheme() {
    try { theme.value = localStorage.getItem("course-theme"); } catch { theme.value = ""; }
    if (!theme.value) theme.value = "auto";
}

readTheme();
applyTheme();
theme.addEventListener("change", () => {
    try { localStorage.setItem("course-theme", theme.value); } catch { /* pour cette page seulement */ }
    applyTheme();
});
dark.addEventListener("change", applyTheme);

// ── Copier
const announcer = document.createElement("p");
announcer.className = "sr-only";
announcer.setAttribute("role", "status");
document.body.append(announcer);

async function copy(text, control) {
    let outcome = "Copié";
    try { await navigator.clipboard.writeText(text); } catch { outcome = "Copie refusée"; }
    flash(control, outcome);
    announcer.textContent = outcome;
}

/** Le texte d'un bloc, sans les lignes que l'on ne voit pas. */
function visibleCode(listing) {
    const code = listing.querySelector("pre > code").cloneNode(true);
    if (!listing.classList.contains("is-revealed")) all(".hidden-lines", code).forEach(lines => lines.remove());
    return code.textContent.replace(/\n+$/, "") + "\n";
}

for (const listing of all(".listing")) {
    const tools = document.createElement("div");
    tools.className = "tools";
    if (listing.querySelector(".hidden-lines")) {
        const reveal = button("Montrer les lignes cachées", "reveal", () => {
            const shown = listing.classList.toggle("is-revealed");
            reveal.setAttribute("aria-pressed", shown);
        });
        reveal.setAttribute("aria-pressed", "false");
        tools.append(reveal);
    }
    tools.append(button("Copier", "copy", event => copy(visibleCode(listing), event.currentTarget)));
    listing.append(tools);
    const command = listing.querySelector(".command");
    if (command) {
        const copyCommand = button("Copier", "copy", () => copy(command.textContent, copyCommand));
        copyCommand.setAttribute("aria-label", "Copier la commande");
        command.after(copyCommand);
    }
}

// ── Un bloc qui défile se parcourt aussi au clavier.
const scrollers = new ResizeObserver(entries => {
    for (const { target } of entries) {
        if (target.scrollWidth > target.clientWidth + 1) target.tabIndex = 0;
        else target.removeAttribute("tabindex");
    }
});
all(".listing pre, .table-wrapper, .timeline-table").forEach(block => scrollers.observe(block));

// ── Sections lues, exercices résolus : dans ce navigateur seulement.
function readMarks() {
    const saved = memory.get("course-marks");
    return new Set(Array.isArray(saved) ? saved.filter(mark => typeof mark === "string") : []);
}

let marks = readMarks();
const controls = all(".section-end[data-section]").map(end => {
    const mark = `${page}#${end.dataset.section}`;
    const labels = "exercise" in end.dataset
        ? ["Marquer l’exercice comme résolu", "Exercice résolu"]
        : ["Marquer la section comme lue", "Section lue"];
    const control = button("", "mark", () => {
        // Une autre page a pu marquer autre chose entre-temps.
        marks = readMarks();
        if (!marks.delete(mark)) marks.add(mark);
        const kept = memory.set("course-marks", [...marks]);
        showMarks();
        if (!kept) announcer.textContent = control.textContent = "Ce navigateur ne garde pas les marques";
    });
    end.prepend(control);
    return { control, mark, labels };
});

function showMarks() {
    for (const { control, mark, labels } of controls) {
        control.setAttribute("aria-pressed", marks.has(mark));
        control.textContent = labels[marks.has(mark) ? 1 : 0];
    }
    for (const link of all("#toc .sections a")) {
        link.classList.toggle("is-read", marks.has(page + link.hash));
    }
    for (const link of all("#toc [data-sections]")) {
        const chapter = link.getAttribute("href").split("/").pop();
        const sections = link.dataset.sections.split(" ");
        const read = sections.filter(id => marks.has(`${chapter}#${id}`)).length;
        link.style.setProperty("--read", `${Math.round(100 * read / sections.length)}%`);
        link.title = read ? `${read} sur ${sections.length} : sections lues et exercices résolus` : "";
    }
}
showMarks();

addEventListener("storage", event => {
    if (event.key === "course-theme") { readTheme(); applyTheme(); }
    if (event.key === "course-marks") { marks = readMarks(); showMarks(); }
});

// ── Où j'en suis : la section à l'écran, dans le sommaire et dans la mémoire.
const toc = document.getElementById("toc");
const headings = all("main :is(h1, h2)[id]");
const isLesson = controls.length > 0;

function locate() {
    const line = innerHeight * 0.4;
    const heading = headings.findLast(one => one.getBoundingClientRect().top < line) ?? headings[0];
    for (const link of all("#toc .sections a")) {
        if (link.hash === `#${heading?.id}`) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
    }
    if (!isLesson || !heading) return;
    const section = heading.tagName === "H1" ? "" : ` – ${heading.textContent.trim()}`;
    const title = headings[0].textContent.trim() + section;
    memory.set("course-place", { url: `${page}#${heading.id}`, title });
}

const crossing = new IntersectionObserver(locate, { rootMargin: "0px 0px -60% 0px" });
headings.forEach(heading => crossing.observe(heading));
addEventListener("scrollend", locate);

// ── Recherche : rien n'est téléchargé avant la première.
const dialog = document.getElementById("search");
const input = document.getElementById("search-input");
let ready;

async function openSearch() {
    if (!dialog.open) dialog.showModal();
    input.select();
    try {
        const module = new URL(document.body.dataset.search, document.baseURI);
        const book = new URL(document.body.dataset.root || ".", document.baseURI);
        ready ??= import(module).then(({ start }) => start(dialog, book));
        await ready;
    } catch {
        ready = undefined;
        document.getElementById("search-status").textContent = location.protocol === "file:"
            ? "La recherche demande un serveur : lancez « cargo livre »."
            : "La recherche n’a pas pu se charger ; vérifiez le réseau, puis rouvrez-la.";
    }
}

all("#search-open, .open-search").forEach(control => control.addEventListener("click", openSearch));
dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });
dialog.addEventListener("keydown", event => {
    if (event.key === "Escape") {
        // Sans cela, le premier appui viderait le champ, et il en faudrait deux.
        event.preventDefault();
        dialog.close();
    } else if (event.target === input && (event.key === "Enter" || (event.key === "/" && !input.value))) {
        event.preventDefault();
    }
});

// ── Clavier : / ou Ctrl+K cherche, les flèches changent de chapitre.
addEventListener("keydown", event => {
    const typing = event.target.closest("input, select, textarea, dialog, [contenteditable]");
    if (event.key === "k" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        openSearch();
    } else if (typing || event.ctrlKey || event.metaKey || event.altKey) {
        return;
    } else if (event.key === "/") {
        event.preventDefault();
        openSearch();
    } else if (!event.shiftKey && getSelection().isCollapsed && !event.target.closest("[tabindex='0'], [popover]:popover-open")) {
        const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
        if (rel) document.querySelector(`.neighbours [rel=${rel}]`)?.click();
    }
});

// Sur la page 404, l'adresse ne doit pas changer pour si peu.
document.querySelector(".skip-link").addEventListener("click", event => {
    event.preventDefault();
    document.getElementById("content").focus();
});

// ── Le sommaire se referme quand on y choisit une section, ou que l'écran s'élargit.
const closeToc = () => { if (toc.matches(":popover-open")) toc.hidePopover(); };
toc.addEventListener("click", event => { if (event.target.closest("a")) closeToc(); });
matchMedia("(min-width: 68.75em)").addEventListener("change", closeToc);

document.getElementById("print")?.addEventListener("click", () => print());
