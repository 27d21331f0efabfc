// La recherche : l'index se construit ici, à la première ouverture, sur les textes du livre.

const STOP_WORDS = new Set(
    ("a ai au aux avec ce ces cet cette dans de des du elle elles en est et il ils je la le les leur lui ma mais me " +
    "meme mes mon ne nos notre nous on ou par pas pour qu que qui sa sans se ses si son sont sur ta te tes ton tu un une vos votre vous " +
    "c d j l m n s t y").split(" "));

/** Ôte majuscules, accents et ligatures. */
function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/œ/g, "oe").replace(/æ/g, "ae");
}

// Les désinences du français, de la plus longue à la plus courte, et ce qui les remplace ;
// d'après les racines légères de J. Savoy (« Light stemming approaches for the French… », 2006).
const ENDINGS = [
    ["issements", ""], ["issement", ""], ["ements", ""], ["ement", ""], ["ations", ""], ["ation", ""],
    ["ateurs", ""], ["ateur", ""], ["atrices", ""], ["atrice", ""], ["euses", "eu"], ["euse", "eu"],
    ["eurs", "eu"], ["eur", "eu"], ["ages", ""], ["age", ""], ["ables", "abl"], ["able", "abl"],
    ["antes", ""], ["ants", ""], ["ante", ""], ["ant", ""], ["aient", ""], ["erons", ""], ["eront", ""], ["erez", ""],
    ["ees", ""], ["ee", ""], ["ies", "i"], ["ie", "i"], ["aux", "al"], ["ons", ""], ["ent", ""], ["ez", ""], ["er", ""],
    ["es", ""], ["e", ""], ["s", ""], ["x", ""],
];

/** La racine d'un mot déjà plié : « reveiller » et « reveils » donnent « reveil ». */
function stem(word) {
    if (word.length < 5 || /[0-9_]/.test(word)) return word.replace(/(?<=..)s$/, "");
    const ending = ENDINGS.find(([end]) => word.endsWith(end) && word.length - end.length >= 3);
    const root = ending ? word.slice(0, -ending[0].length) + ending[1] : word;
    // « bloquer » et « blocage » ont la même racine.
    return root.replace(/(.)\1$/, "$1").replace(/qu$/, "c");
}

const WORD = /[\p{L}\p{N}_]+/gu;

/** Les mots d'un texte : coupés aux apostrophes, à la ponctuation et aux `::` des chemins. */
function words(text) {
    return (text.match(WORD) ?? []).map(fold);
}

/** Les morceaux d'un identifiant : `JoinSet` et `spawn_blocking` se trouvent aussi par la moitié. */
function pieces(identifier) {
    const parts = identifier.split(/_|(?<=\p{Ll})(?=\p{Lu})/u).filter(part => part.length > 1);
    return parts.length > 1 ? parts.map(fold) : [];
}

const useful = list => list.some(word => !STOP_WORDS.has(word)) ? list.filter(word => !STOP_WORDS.has(word)) : list;
const stems = text => useful(words(text)).map(stem);


/** Un titre ou une question sans ses articles : « La famine » est « famine », « Sans réveil » n'est pas « réveil ». */
const ARTICLES = new Set("l le la les d du de des un une".split(" "));
const plain = text => words(text).filter(word => !ARTICLES.has(word)).map(stem).join(" ");

const WEIGHTS = { title: 8, chapter: 2, text: 1, code: 0.6 };

class Index {
    constructor(sections) {
        this.sections = sections;
        this.titles = sections.map(section => plain(section.title));
        this.postings = new Map();
        this.roots = new Map();
        this.lengths = sections.map((section, id) => this.#add(section, id));
        this.average = this.lengths.reduce((sum, length) => sum + length, 0) / sections.length;
        this.vocabulary = [...this.roots.keys()].sort();
    }

    #add(section, id) {
        let length = 0;
        for (const [field, weight] of Object.entries(WEIGHTS)) {
            for (const word of section[field].match(WORD) ?? []) {
                length += 1;
                this.#count(fold(word), id, weight);
                for (const piece of pieces(word)) this.#count(piece, id, weight / 2);
            }
        }
        return length;
    }

    #count(word, id, weight) {
        const root = stem(word);
        const posting = this.postings.get(root) ?? new Map();
        posting.set(id, (posting.get(id) ?? 0) + weight);
        this.postings.set(root, posting);
        this.roots.set(word, root);
    }

    /**
     * Les racines de l'index que désigne un mot, et le crédit de chacune : la sienne, celles
     * des mots qu'il commence, et, faute de mieux, celles des mots qui s'écrivent presque pareil.
     */
    #matches(word) {
        const found = new Map();
        const add = (other, credit) => {
            const root = this.roots.get(other);
            found.set(root, Math.max(credit, found.get(root) ?? 0));
        };
        for (const start of word.length > 2 ? new Set([word, stem(word)]) : []) {
            for (let at = lowerBound(this.vocabulary, start); this.vocabulary[at]?.startsWith(start); at++) {
                add(this.vocabulary[at], 0.5 * start.length / this.vocabulary[at].length);
            }
        }
        if (this.postings.has(stem(word))) found.set(stem(word), 1);
        if (!found.size && word.length > 3) {
            for (const other of this.vocabulary) if (isNear(word, other)) add(other, 0.3);
        }
        return found;
    }

    /** Ce que vaut chaque section pour un mot (BM25). */
    #scores(word) {
        const best = new Map();
        for (const [root, credit] of this.#matches(word)) {
            const posting = this.postings.get(root);
            const rarity = Math.log(1 + (this.sections.length - posting.size + 0.5) / (posting.size + 0.5));
            for (const [id, count] of posting) {
                const size = 0.4 + 0.6 * this.lengths[id] / this.average;
                const score = credit * rarity * count * 2.2 / (count + 1.2 * size);
                best.set(id, Math.max(score, best.get(id) ?? 0));
            }
        }
        return best;
    }

    /**
     * Les sections, les plus utiles d'abord : celles qui ont tous les mots, ou, s'il n'y en
     * a pas, celles qui en ont le plus.
     */
    search(query) {
        const asked = new Set(useful(words(query)));
        const totals = new Map();
        for (const word of asked) {
            for (const [id, score] of this.#scores(word)) {
                const { sum, hits } = totals.get(id) ?? { sum: 0, hits: 0 };
                totals.set(id, { sum: sum + score, hits: hits + 1 });
            }
        }
        const most = Math.max(0, ...[...totals.values()].map(total => total.hits));
        const kept = [...totals].filter(([, { hits }]) => hits === most);
        const sections = kept
            .map(([id, { sum }]) => ({ section: this.sections[id], score: sum * this.#worth(id, plain(query)) }))
            .sort((a, b) => b.score - a.score)
            .map(({ section }) => section);
        return { sections, complete: most === asked.size };
    }

    /** Un titre qui est la question passe devant ; une leçon passe devant une définition. */
    #worth(id, asked) {
        return (this.titles[id] === asked ? 3 : 1) * (this.sections[id].entry ? 0.6 : 1);
    }
}

function lowerBound(sorted, value) {
    let [low, high] = [0, sorted.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (sorted[middle] < value) low = middle + 1;
        else high = middle;
    }
    return low;
}

/** Vrai si une seule faute de frappe sépare deux mots : lettre en trop, ôtée, changée ou déplacée. */
function isNear(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    let start = 0;
    while (start < a.length && a[start] === b[start]) start++;
    const rest = (word, skipped) => word.slice(start + skipped);
    return rest(a, 1) === rest(b, 1) || rest(a, 1) === rest(b, 0) || rest(a, 0) === rest(b, 1)
        || (a[start] === b[start + 1] && a[start + 1] === b[start] && rest(a, 2) === rest(b, 2));
}

/** Un passage autour du premier mot trouvé, les mots trouvés marqués. */
function excerpt(section, query) {
    const text = section.text || section.code || "";
    const wanted = stems(query);
    const matches = word => {
        const roots = [word, ...pieces(word)].map(part => stem(fold(part)));
        return wanted.some(want => roots.some(root => root === want || (want.length > 2 && root.startsWith(want))));
    };
    const tokens = [...text.matchAll(WORD)];
    const first = tokens.find(token => matches(token[0]))?.index ?? 0;
    const start = first > 60 ? text.lastIndexOf(" ", first - 50) + 1 : 0;
    const stop = text.indexOf(" ", start + 170);
    const shown = stop < 0 ? text.length : stop;
    const line = document.createElement("span");
    line.className = "search-excerpt";
    line.append(start ? "… " : "");
    let at = start;
    for (const token of tokens) {
        if (token.index < start || token.index + token[0].length > shown || !matches(token[0])) continue;
        const mark = document.createElement("mark");
        mark.textContent = token[0];
        line.append(text.slice(at, token.index), mark);
        at = token.index + token[0].length;
    }
    line.append(text.slice(at, shown), shown < text.length ? " …" : "");
    return line;
}

function result(section, query, base) {
    const span = (className, text) => {
        const made = document.createElement("span");
        made.className = className;
        made.textContent = text;
        return made;
    };
    const link = document.createElement("a");
    link.href = new URL(section.url, base);
    link.append(span("search-title", section.title), span("search-path", section.chapter), excerpt(section, query));
    const item = document.createElement("li");
    item.append(link);
    return item;
}

const SHOWN = 20;

/**
 * Branche la recherche sur sa boîte de dialogue, une fois ; `base` est l'adresse du livre.
 * Échoue si l'index ne se charge pas : on peut recommencer.
 */
export async function start(dialog, base) {
    const status = dialog.querySelector("#search-status");
    const input = dialog.querySelector("#search-input");
    const list = dialog.querySelector("#search-results");
    status.textContent = "Chargement…";
    const answer = await fetch(new URL("search.json", base));
    if (answer.status === 404) {
        status.textContent = "L’index manque à cette copie du livre : construisez-la avec « cargo livre construire ».";
        return;
    }
    if (!answer.ok) throw new Error(answer.statusText);
    const index = new Index(await answer.json());
    status.textContent = "";

    const refresh = () => {
        const query = input.value.trim();
        const { sections: found, complete } = index.search(query);
        list.replaceChildren(...found.slice(0, SHOWN).map(section => result(section, query, base)));
        status.textContent = !query ? ""
            : found.length === 0 ? `Aucun résultat pour « ${query.length > 60 ? `${query.slice(0, 60)}…` : query} ».`
            : !complete ? "Aucune section n’a tous ces mots ; voici les plus proches."
            : found.length === 1 ? "1 résultat."
            : found.length > SHOWN ? `${found.length} résultats, les ${SHOWN} premiers ci-dessous.`
            : `${found.length} résultats.`;
    };
    input.addEventListener("input", refresh);
    // Une même page ne se recharge pas : il faut refermer.
    list.addEventListener("click", event => { if (event.target.closest("a")) dialog.close(); });
    dialog.addEventListener("keydown", event => {
        const links = [...list.querySelectorAll("a")];
        const at = links.indexOf(document.activeElement);
        if (event.key === "Enter" && document.activeElement === input) {
            links[0]?.click();
        } else if (event.key === "ArrowDown" && links.length) {
            event.preventDefault();
            links[Math.min(at + 1, links.length - 1)].focus();
        } else if (event.key === "ArrowUp" && at >= 0) {
            event.preventDefault();
            (links[at - 1] ?? input).focus();
        }
    });
    refresh();
}
