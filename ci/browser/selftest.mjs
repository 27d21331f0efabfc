// Chaque contrôle sait-il échouer ? Un site juste doit passer ; chaque faute doit être vue par son contrôle.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, Slots } from './bench.mjs';
import { checks, run, timed } from './main.mjs';
import { Site } from './site.mjs';

const source = join(import.meta.dirname, 'selftest');
const heavy = () => Array.from({ length: 30_000 }, (_, index) => (index * 2654435761 % 4294967296).toString(36)).join('');

// Contrôle, fichier, texte remplacé, texte fautif, et ce que le constat doit dire.
const faults = [
  ['axe', 'course.css', '#1a1a1a', '#bbbbbb', 'color-contrast (light'],
  ['axe', 'course.css', '#eeeeee', '#333333', 'color-contrast (dark'],
  ['axe', 'search.js', '<span class="search-path">', '<img src="data:,"><span class="search-path">', 'recherche ouverte'],
  ['axe', 'lesson1.html', ' tabindex="0"', '', 'scrollable-region-focusable'],
  ['axe', 'lesson1.html', '<div class="space">', '<button style="font-size: 5px; padding: 0; border: 0">a</button><button style="font-size: 5px; padding: 0; border: 0">b</button><div class="space">', 'target-size'],
  ['axe', 'page.html', '<ul>{{toc}}</ul>', '<ul>{{toc}}<p>x</p></ul>', 'list'],
  ['html', 'lesson1.html', '</figure>', '', 'figure'],
  ['html', 'course.css', 'margin: 0', 'margin: rouge', 'rouge'],
  ['weights', 'lesson1.html', '<div class="space">', () => `<!--${heavy()}--><div class="space">`, 'Kio sans les polices'],
  ['weights', 'course.js', "const dialog", "fetch('search.json');\nconst dialog", "avant l'ouverture de la recherche"],
  ['traffic', 'course.js', 'const dialog', "console.warn('attention');\nconst dialog", 'console : attention'],
  ['traffic', 'course.js', 'const dialog', "setTimeout(() => inconnu());\nconst dialog", 'exception : inconnu'],
  ['traffic', 'lesson1.html', '<details>', '<img src="http://tiers.invalid/x.png" alt=""><details>', 'vers un tiers'],
  ['traffic', 'lesson1.html', '<details>', '<img src="absent.png" alt=""><details>', 'statut 404'],
  ['traffic', 'search.js', 'sections ??=', "new Image().src = 'http://tiers.invalid/?q';\n  sections ??=", 'vers un tiers'],
  ['traffic', 'course.js', 'writeText(pre.innerText)', "writeText('rien')", '.copy'],
  ['layout', 'course.js', 'const dialog', "setTimeout(() => $('main').prepend(Object.assign(document.createElement('div'), { className: 'space' })));\nconst dialog", 'CLS'],
  ['layout', 'course.css', '.space {', '.space { width: 700px;', 'déborde à 360 px'],
  ['layout', 'course.js', 'resume.hidden = false;', 'setTimeout(() => { resume.hidden = false; resume.className = "space"; resume.style.display = "block"; });', 'reprise proposée'],
  ['search', 'search.js', "normalize('NFD')", 'trim()', '« tâche » ne trouve rien'],
  ['search', 'search.js', "['’]", '[x]', "« l'tâche » ne trouve rien"],
  ['search', 'search.json', '"words": ["tache"]', '"words": ["pot"]', 'ne trouve rien'],
  ['search', 'search.json', 'lesson1.html#taches', 'lesson1.html#absente', "n'existe pas"],
  ['search', 'queries.json', 'lesson1\\\\.html#coroutines', 'lexique\\\\.html#autre', "n'est pas parmi"],
  ['search', 'search.js', 'class="search-excerpt">…', 'class="search-excerpt">', 'son extrait'],
  ['keyboard', 'course.css', '2px solid var(--link)', 'none', 'ne montre pas le foyer'],
  ['keyboard', 'course.css', '2px solid var(--link)', '2px solid var(--page)', "ne change pas l'image"],
  ['keyboard', 'course.css', '.skip-link:not(:focus)', '.skip-link', 'le lien d’évitement ne se voit pas'],
  ['keyboard', 'page.html', '#content', '#contenu', 'skip-link'],
  ['keyboard', 'page.html', ' popovertarget="toc"', '', 'Entrée n’ouvre pas le menu'],
  ['keyboard', 'lesson1.html', '<details>', '<span tabindex="0" style="position: absolute; left: -200px">x</span><details>', "hors de l’écran"],
  ['keyboard', 'course.js', 'document.onkeydown = (event) => {', 'document.onkeydown = (event) => {\n  if (event.key === "Tab" && event.target.className === "copy") event.preventDefault();', 'ne sort pas'],
  ['keyboard', 'course.js', "event.key === '/'", "event.key === '!'", "/ n'ouvre pas"],
  ['keyboard', 'course.js', 'dialog.showModal()', "dialog.showModal();\n  dialog.oncancel = (event) => event.preventDefault()", 'Échap ne ferme pas'],
  ['keyboard', 'course.js', 'dialog.showModal()', "dialog.showModal();\n  dialog.onclose = () => document.activeElement.blur()", "n'est pas revenu"],
  ['keyboard', 'search.js', 'links[at + 1]', 'links[0]', 'flèche bas'],
  ['keyboard', 'search.js', 'links[at - 1]', 'links[9]', 'flèche haut'],
  ['keyboard', 'search.js', 'list.onclick = () => dialog.close();', 'list.onclick = (event) => event.preventDefault();', 'Entrée ne mène pas'],
  ['keyboard', 'page.html', '<nav id="toc" popover', '<nav id="toc" popover="manual"', 'Échap ne ferme pas le menu'],
  ['keyboard', 'course.css', '#toc { display: block;', '#toc {', 'à 1100 px'],
  ['keyboard', 'page.html', '{{toc}}', '<li><a href="index.html" aria-current="page">x</a></li>', 'page courante'],
  ['keyboard', 'course.js', 'const dialog', "document.querySelector('summary')?.addEventListener('click', (event) => event.preventDefault());\nconst dialog", 'réponse repliée'],
  ['interface', 'page.html', '>Rechercher<', '>Search<', '« Search »'],
  ['interface', 'page.html', '"Chapitres voisins"', '"Page navigation"', '« Page navigation »'],
  ['interface', 'search.js', 'Aucun résultat', 'Aucun résultat: no search results', 'mot anglais'],
  ['interface', 'lesson1.html', '<summary>', '<summary title="Show the answer">', 'mot anglais « Show »'],
  ['interface', 'page.html', 'lang="fr"', 'lang="en"', '<html lang="en">'],
  ['scripts-off', 'page.html', 'id="search-open" class="scripted"', 'id="search-open"', 'commande morte'],
  ['scripts-off', 'page.html', ' popovertarget="toc"', '', 'nav#toc'],
  ['scripts-off', 'page.html', '{{neighbours}}', '', 'pas de lien'],
  ['scripts-off', 'page.html', '{{main}}', '<p id="m">x</p><script>m.outerHTML = "…"</script>', 'main est vide'],
  ['scripts-off', 'course.css', 'color-scheme: light dark', 'color-scheme: light', 'ne suit pas le système'],
  ['themes', 'course.js', "localStorage.setItem('course-theme', select.value);", '', 'la page commence en'],
  ['themes', 'page.html', 'document.documentElement.dataset.theme = theme;', "onload = () => { document.documentElement.dataset.theme = theme; };", 'la page commence en'],
  ['themes', 'course.css', '[data-theme="dark"] { color-scheme: dark; }', '[data-theme="dark"] { color-scheme: dark; --text: white; }', 'forcé'],
  ['themes', 'page.html', 'if (theme) document', "document.documentElement.dataset.theme = 'light'; if (theme) document", 'ne le suit pas'],
  ['preferences', 'course.css', 'transition: none !important', 'margin: 0', 'mouvement réduit'],
  ['preferences', 'course.css', ':focus-visible {', ':focus-visible { forced-color-adjust: none; outline: none !important;', 'en couleurs forcées'],
  ['print', 'course.css', 'details::details-content', 'details::autre', 'repliées'],
  ['print', 'course.css', 'header, nav, dialog', 'nav, dialog', 'imprimé'],
  ['print', 'course.css', '.space {', '.space { display: none;', 'que 1 pages'],
  ['paths', 'page.html', 'id="content"', '', 'une adresse fausse'],
  ['paths', 'page.html', 'src="course.js"', 'src="/course.js"', 'sous /cours/'],
  ['paths', 'page.html', '{{base}}', '', 'statut 404'],
  ['paths', 'search.json', 'lexique.html#future', '/lexique.html#future', 'sous /cours/, la recherche mène'],
  ['reading', 'course.js', "localStorage.setItem('last', here)", 'here', 'reprise n’est pas proposée'],
  ['reading', 'course.js', "localStorage.getItem('last')", 'true', 'avant toute lecture'],
  ['reading', 'course.js', "localStorage.setItem('mark', button.ariaPressed);", '', 'ne survit pas'],
  ['reading', 'course.js', 'const dialog', "document.cookie = 'vu=1';\nconst dialog", 'cookies'],
  ['reading', 'lesson1.html', 'class="report"', '', 'signaler'],
  ['exercises', 'exercises.js', 'dataset[name] === value', 'dataset[name] >= value', 'se montre'],
  ['exercises', 'exercises.js', 'hidden = !isShown(exercise)', 'hidden = false', 'se montre'],
  ['exercises', 'exercises.js', 'sum(shown, "points")', 'sum(exercises, "points")', 'au lieu de'],
  ['exercises', 'exercises.js', 'sum(shown, "minutes")', '0', 'au lieu de'],
  ['exercises', 'exercises.js', 'query.set(name, value)', '0', "n'est pas dans l'adresse"],
  ['exercises', 'exercises.js', 'asked.get(control.name) ?? ""', '""', 'page rechargée'],
  ['exercises', 'exercises.js', 'asked.get("noms")', 'null', 'noms='],
  ['exercises', 'exercises.js', 'setTimeout(remember);', '', 'ne vide pas'],
  ['exercises', 'course.css', 'button, form {', 'button {', 'les filtres s’impriment'],
  ['lighthouse', 'page.html', '<meta name="description"', '<meta name="autre"', 'seo'],
];

/** Un petit site qui respecte tout ce que les contrôles demandent, à une faute près. */
async function build([, file, from, to] = []) {
  const directory = await mkdtemp(join(tmpdir(), 'browser-selftest-'));
  const files = {};
  for (const name of ['page.html', 'lesson1.html', 'exercices.html', 'course.css', 'course.js', 'search.js', 'search.json', 'queries.json']) {
    files[name] = await readFile(join(source, name), 'utf8');
  }
  // Ce script du livre ne connaît que sa page : il s'essaie tel quel.
  files['exercises.js'] = await readFile('tools/livre/theme/exercises.js', 'utf8');
  if (file) {
    if (!files[file].includes(from)) throw new Error(`selftest.mjs : « ${from} » n'est plus dans ${file}`);
    files[file] = files[file].replace(from, typeof to === 'function' ? to() : to);
  }
  const { 'page.html': page, 'lesson1.html': lesson, 'exercices.html': exercises, ...rest } = files;
  const resume = '<a id="resume" class="scripted" hidden href="lesson1.html">Reprendre la lecture</a>';
  const mains = {
    'index.html': `<h1>Accueil</h1><p>Le cours commence ici, par une page.</p>${resume}`,
    'introduction.html': `<h1>Accueil</h1><p>Le cours commence ici, par une page.</p>${resume}`,
    'lesson1.html': lesson,
    'exercices.html': exercises,
    'lexique.html': '<h1>Lexique</h1><h2 id="future">Future</h2><p>Une valeur à venir, qu’on interroge.</p>',
    'print.html': lesson + '<div class="space"></div>'.repeat(4),
    '404.html': '<h1>Page introuvable</h1><p>Revenez à l’<a href="index.html">accueil</a>.</p>',
  };
  const chapters = ['index.html', 'lesson1.html', 'lexique.html'];
  for (const [path, main] of Object.entries(mains)) {
    const at = chapters.indexOf(path);
    const link = (target, rel, text) => (target ? `<a rel="${rel}" href="${target}">${text}</a> ` : '');
    const values = {
      title: path.replace('.html', ''),
      // La page d'erreur se montre à n'importe quelle adresse : ses liens partent de la racine.
      base: path === '404.html' ? '<base href="/">' : '',
      here: path === '404.html' ? path : '',
      main,
      neighbours: link(at > 0 && chapters[at - 1], 'prev', 'Avant') + link(at >= 0 && chapters[at + 1], 'next', 'Après'),
      toc: chapters
        .map((target) => `<li><a href="${target}"${target === path ? ' aria-current="page"' : ''}>${target}</a></li>`)
        .join(''),
    };
    rest[path] = page.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
  }
  await Promise.all(Object.entries(rest).map(([name, text]) => writeFile(join(directory, name), text)));
  return directory;
}

const browser = await launch();
const slots = new Slots(4);
const all = { ...checks, ...timed };
const errors = [];

async function play(chosen, fault) {
  const directory = await build(fault);
  // Ce qui ne viendra pas s'attend moins longtemps.
  const hurry = fault ? { patience: 2_500 } : {};
  const site = await Site.open(directory, { queries: join(directory, 'queries.json'), ...hurry });
  // Une faute se voit sur une page : les autres ne feraient qu'attendre.
  if (fault) site.pages = site.sample = [fault[0] === 'print' ? 'print.html' : site.chapter];
  try {
    const seen = (findings) => findings.some(({ message }) => message.includes(fault[4]));
    return await run(chosen, site, browser, slots, fault && seen);
  } finally {
    site.close();
    await rm(directory, { recursive: true });
  }
}

try {
  const only = process.argv[2];
  const kept = Object.fromEntries(Object.entries(all).filter(([name]) => !only || name === only));
  for (const { check, page, message } of await play(kept)) errors.push(`site juste : ${check}, ${page} : ${message}`);
  await Promise.all(
    faults
      .filter(([check]) => check in kept)
      .map(async (fault) => {
        const [check, file, from, , says] = fault;
        const findings = await play({ [check]: all[check] }, fault);
        if (findings.some(({ message }) => message.includes(says))) return;
        const others = findings.map(({ message }) => message).slice(0, 3).join(' ; ') || 'rien';
        errors.push(`faute non vue par ${check} : « ${from} » dans ${file} ; attendu « ${says} », trouvé ${others}`);
      }),
  );
} finally {
  await browser.close();
}
for (const error of errors) console.log(`browser.sh --selftest : ${error}`);
console.log(`Navigateur (épreuve) : fautes ${faults.length}, écarts ${errors.length}.`);
process.exitCode = errors.length ? 1 : 0;
