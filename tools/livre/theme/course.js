// Ce que la page gagne avec JavaScript ; sans lui, elle se lit et se parcourt.
"use strict";

// Le navigateur peut interdire sa mémoire : la page s'en passe alors.
const memory = {
    get(key) {
        try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
    },
    set(key, value) {
        try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* tant pis */ }
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

// ── Thème
const dark = matchMedia("(prefers-color-scheme: dark)");
const theme = document.getElementById("theme");

function applyTheme() {
    const wanted = theme.value;
    root.dataset.theme = wanted === "auto" ? (dark.matches ? "dark" : "light") : wanted;
}

function readTheme() {
    try { theme.value = localStorage.getItem("course-theme") || "auto"; } catch { theme.value = "auto"; }
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
async function copy(text, control) {
    const label = control.textContent;
    try {
        await navigator.clipboard.writeText(text);
        control.textContent = "Copié";
    } catch {
        control.textContent = "Copie refusée";
    }
    setTimeout(() => { control.textContent = label; }, 1500);
}

for (const listing of all(".listing")) {
    const code = listing.querySelector("pre > code");
    const tools = document.createElement("div");
    tools.className = "tools";
    if (listing.querySelector(".hidden-lines")) {
        const reveal = button("Montrer les lignes cachées", "reveal", () => {
            const shown = listing.classList.toggle("is-revealed");
            reveal.textContent = shown ? "Cacher ces lignes" : "Montrer les lignes cachées";
            reveal.setAttribute("aria-pressed", shown);
        });
        reveal.setAttribute("aria-pressed", "false");
        tools.append(reveal);
    }
    const copyAll = button("Copier", "copy", () => copy(code.innerText, copyAll));
    tools.append(copyAll);
    listing.append(tools);
    const command = listing.querySelector(".command");
    if (command) {
        const copyCommand = button("Copier", "copy", () => copy(command.textContent, copyCommand));
        copyCommand.setAttribute("aria-label", `Copier la commande ${command.textContent}`);
        command.parentElement.append(copyCommand);
    }
}

// ── Un bloc qui défile se parcourt aussi au clavier.
const scrollers = new ResizeObserver(entries => {
    for (const { target } of entries) {
        const scrolls = target.scrollWidth > target.clientWidth + 1;
        target.toggleAttribute("tabindex", scrolls);
        if (scrolls) target.tabIndex = 0;
    }
});
all(".listing pre, .table-wrapper, .timeline-table").forEach(block => scrollers.observe(block));

// ── Sections lues, exercices résolus : dans ce navigateur seulement.
const marks = new Set(memory.get("course-marks") || []);

function showMarks() {
    for (const link of all("#toc .sections a")) {
        link.classList.toggle("is-read", marks.has(page + link.hash));
    }
    for (const link of all("#toc [data-sections]")) {
        const chapter = link.getAttribute("href").split("/").pop();
        const read = [...marks].filter(mark => mark.startsWith(`${chapter}#`)).length;
        const share = Math.min(1, read / link.dataset.sections);
        link.style.setProperty("--read", `${Math.round(100 * share)}%`);
        link.title = read ? `${read} sur ${link.dataset.sections} : sections lues et exercices résolus` : "";
    }
}

for (const end of all(".section-end[data-section]")) {
    const mark = `${page}#${end.dataset.section}`;
    const labels = "exercise" in end.dataset
        ? ["Marquer l’exercice comme résolu", "Exercice résolu"]
        : ["Marquer la section comme lue", "Section lue"];
    const control = button("", "mark", () => {
        if (!marks.delete(mark)) marks.add(mark);
        memory.set("course-marks", [...marks]);
        show();
        showMarks();
    });
    const show = () => {
        control.setAttribute("aria-pressed", marks.has(mark));
        control.textContent = labels[marks.has(mark) ? 1 : 0];
    };
    show();
    end.prepend(control);
}
showMarks();

// ── Reprendre où j'en étais : la dernière section passée à l'écran.
const chapter = document.querySelector("main h1")?.textContent.trim();
if (chapter && !["index.html", "introduction.html", "404.html", "print.html"].includes(page)) {
    const seen = new IntersectionObserver(entries => {
        const last = entries.filter(entry => entry.isIntersecting).pop();
        if (!last) return;
        const heading = last.target;
        const section = heading.tagName === "H1" ? "" : ` – ${heading.textContent.trim()}`;
        memory.set("course-place", { url: `${page}#${heading.id}`, title: chapter + section });
    }, { rootMargin: "0px 0px -60% 0px" });
    all("main :is(h1, h2)[id]").forEach(heading => seen.observe(heading));
}

// ── Recherche : rien n'est téléchargé avant la première.
const dialog = document.getElementById("search");
const opener = document.getElementById("search-open");

async function openSearch() {
    if (dialog.open) return;
    dialog.showModal();
    const module = new URL(document.body.dataset.search, document.baseURI);
    const { start } = await import(module);
    start(dialog, new URL(document.body.dataset.root || ".", document.baseURI));
}

opener.addEventListener("click", openSearch);
dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });

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
    } else if (!event.target.closest("[tabindex='0'], button, summary, [popover]:popover-open")) {
        const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
        if (rel) document.querySelector(`.neighbours [rel=${rel}]`)?.click();
    }
});

// ── Sur un écran étroit, choisir une section referme le sommaire.
const toc = document.getElementById("toc");
toc.addEventListener("click", event => {
    if (event.target.closest("a") && toc.matches(":popover-open")) toc.hidePopover();
});

document.getElementById("print")?.addEventListener("click", () => print());
