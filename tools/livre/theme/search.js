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
    ["ateurs", "at"], ["ateur", "at"], ["atrices", "at"], ["atrice", "at"], ["euses", "eu"], ["euse", "eu"],
    ["eurs", "eu"], ["eur", "eu"], ["ables", "abl"], ["able", "abl"], ["antes", ""], ["ants", ""], ["ante", ""], ["ant", ""],
    ["aient", ""], ["erons", ""], ["eront", ""], ["erez", ""], ["ees", ""], ["ee", ""], ["ies", "i"], ["ie", "i"],
    ["aux", "al"], ["ons", ""], ["ent", ""], ["ez", ""], ["er", ""], ["es", ""], ["e", ""], ["s", ""], ["x", ""],
];

/** La racine d'un mot déjà plié : « reveiller » et « reveils » donnent « reveil ». */
function stem(word) {
    if (word.length < 5 || /[0-9_]/.test(word)) return word.replace(/(?<=..)s$/, "");
    const ending = ENDINGS.find(([end]) => word.endsWith(end) && word.length - end.length >= 3);
    const root = ending ? word.slice(0, -ending[0].length) + ending[1] : word;
    return root.replace(/(.)\1$/, "$1");
}

/** Les mots d'un texte : coupés aux apostrophes, à la ponctuation et aux `::` des chemins. */
function words(text) {
    return fold(text).match(/[\p{L}\p{N}_]+/gu) ?? [];
}

/** Les morceaux d'un identifiant : `spawn_blocking` se trouve aussi par `blocking`. */
function pieces(word) {
    return word.includes("_") ? word.split("_").filter(piece => piece.length > 1) : [];
}

const WEIGHTS = { title: 8, chapter: 2, text: 1, code: 0.6 };

class Index {
    constructor(sections) {
        this.sections = sections;
        this.postings = new Map();
        this.lengths = sections.map((section, id) => this.#add(section, id));
        this.average = this.lengths.reduce((sum, length) => sum + length, 0) / sections.length;
        this.terms = [...this.postings.keys()].sort();
    }

    #add(section, id) {
        let length = 0;
        for (const [field, weight] of Object.entries(WEIGHTS)) {
            for (const word of words(section[field] ?? "")) {
                length += 1;
                // Le mot exact pèse plus que sa racine : « wake » avant « wakes ».
                this.#count(word, id, weight);
                if (stem(word) !== word) this.#count(stem(word), id, weight / 2);
                for (const piece of pieces(word)) this.#count(stem(piece), id, weight / 2);
            }
        }
        return length;
    }

    #count(term, id, weight) {
        const posting = this.postings.get(term) ?? new Map();
        posting.set(id, (posting.get(id) ?? 0) + weight);
        this.postings.set(term, posting);
    }

    /** Les termes de l'index que désigne un mot cherché, et le crédit de chacun. */
    #matches(word) {
        const found = new Map();
        const add = (term, credit) => {
            if (this.postings.has(term)) found.set(term, Math.max(credit, found.get(term) ?? 0));
        };
        add(word, 1);
        add(stem(word), 0.9);
        for (const prefix of new Set([word, stem(word)])) {
            if (prefix.length < 3) continue;
            let at = lowerBound(this.terms, prefix);
            for (; this.terms[at]?.startsWith(prefix); at++) {
                add(this.terms[at], 0.5 * prefix.length / this.terms[at].length);
            }
        }
        return found;
    }

    /** Les sections qui contiennent tous les mots, les plus utiles d'abord (BM25). */
    search(query) {
        const asked = words(query);
        const useful = asked.filter(word => !STOP_WORDS.has(word));
        const scores = new Map();
        const all = useful.length ? useful : asked;
        all.forEach((word, rank) => {
            const best = new Map();
            for (const [term, credit] of this.#matches(word)) {
                const posting = this.postings.get(term);
                const rarity = Math.log(1 + (this.sections.length - posting.size + 0.5) / (posting.size + 0.5));
                for (const [id, count] of posting) {
                    const size = 0.4 + 0.6 * this.lengths[id] / this.average;
                    const score = credit * rarity * count * 2.2 / (count + 1.2 * size);
                    best.set(id, Math.max(score, best.get(id) ?? 0));
                }
            }
            for (const [id, score] of best) {
                const { sum, hits } = scores.get(id) ?? { sum: 0, hits: 0 };
                if (hits === rank) scores.set(id, { sum: sum + score, hits: hits + 1 });
            }
        });
        const complete = [...scores].filter(([, { hits }]) => hits === all.length);
        const asking = all.join(" ");
        return complete
            .map(([id, { sum }]) => ({ section: this.sections[id], score: sum * this.#bonus(id, asking) }))
            .sort((a, b) => b.score - a.score)
            .map(({ section }) => section);
    }

    /** Un titre qui est la question passe devant un titre qui la contient. */
    #bonus(id, asking) {
        const stems = text => words(text).filter(word => !STOP_WORDS.has(word)).map(stem).join(" ");
        return stems(this.sections[id].title) === stems(asking) ? 2 : 1;
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

/** Un passage autour du premier mot trouvé, les mots trouvés marqués. */
function excerpt(section, query) {
    const text = section.text || section.code || "";
    const wanted = words(query).filter(word => !STOP_WORDS.has(word));
    const stems = wanted.map(stem);
    const matches = word => {
        const folded = fold(word);
        return stems.includes(stem(folded)) || wanted.some(want => folded.startsWith(want) && want.length > 2);
    };
    const tokens = [...text.matchAll(/[\p{L}\p{N}_]+/gu)];
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
let index;

/** Branche la recherche sur sa boîte de dialogue ; `base` est l'adresse du livre. */
export async function start(dialog, base) {
    if (index) return;
    const status = dialog.querySelector("#search-status");
    const input = dialog.querySelector("#search-input");
    const list = dialog.querySelector("#search-results");
    status.textContent = "Chargement…";
    try {
        const answer = await fetch(new URL("search.json", base));
        if (!answer.ok) throw new Error(answer.statusText);
        index ??= new Index(await answer.json());
    } catch {
        status.textContent = "L’index de recherche manque à cette copie du livre : construisez-la avec « cargo livre construire ».";
        return;
    }
    status.textContent = "";

    const refresh = () => {
        const query = input.value.trim();
        const found = query ? index.search(query) : [];
        list.replaceChildren(...found.slice(0, SHOWN).map(section => result(section, query, base)));
        status.textContent = !query ? ""
            : found.length === 0 ? `Aucun résultat pour « ${query} ».`
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
            event.preventDefault();
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
