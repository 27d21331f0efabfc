// L'interface parle français : ni phrase d'origine de mdBook, ni mot anglais.
import { search } from './bench.mjs';

// « Note », « Important », « auto » et « menu » sont aussi des mots français.
const stock = new Set([
  'ayu', 'coal', 'navy', 'rust', 'light', 'dark', 'tip', 'warning', 'caution', 'searchbar', 'sidebar',
  'table of contents', 'toggle table of contents', 'change theme', 'choose theme', 'print this book',
  'git repository', 'suggest an edit', 'edit this page', 'next chapter', 'previous chapter',
  'copy to clipboard', 'copied!', 'run this code', 'undo changes', 'show hidden lines', 'hide lines',
  'page not found', 'document not found', 'keyboard shortcuts', 'chapter navigation', 'page navigation',
  'playground', 'no search results', 'clear search', 'back to top', 'expand', 'collapse',
]);

// Un mot de cette liste trahit une phrase anglaise ; aucun n'est un mot français.
const english =
  /\b(the|this|these|of|is|are|your|with|for|from|open|close|toggle|click|search|show|hide|next|previous|copy|copied|press|print|theme|settings|results?|chapter|not found|error)\b/i;

export default async function interfaceStrings(bench) {
  const { pages, chapter } = bench.site;
  await Promise.all([
    bench.visitAll(pages, {}, async (page, path) => judge(bench, path, await collect(page))),
    bench.visit(chapter, {}, async (page) => {
      await search(page, 'future');
      judge(bench, chapter, await collect(page));
      await search(page, 'zyxwvutsr');
      judge(bench, chapter, await collect(page));
    }),
  ]);
}

function judge(bench, path, { lang, strings }) {
  bench.expect(lang === 'fr', path, `<html lang="${lang}">`);
  for (const { text, where, title } of strings) {
    // Un titre de chapitre peut citer un mot anglais ; une commande de l'interface, non.
    const word = !title && english.exec(text)?.[0];
    if (stock.has(text.toLowerCase())) bench.fail(path, `texte anglais « ${text} » (${where})`);
    else if (word) bench.fail(path, `mot anglais « ${word} » dans « ${text} » (${where})`);
  }
}

const collect = (page) =>
  page.evaluate(() => {
    const strings = new Map();
    const add = (raw, where, title = false) => {
      const text = raw?.replace(/\s+/g, ' ').trim();
      if (text) strings.set(`${where} ${text}`, { text, where, title });
    };
    const attributes = ['aria-label', 'aria-roledescription', 'aria-description', 'title', 'placeholder', 'alt'];
    for (const name of attributes) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        add(element.getAttribute(name), `${name} de <${element.localName}>`);
      }
    }
    const controls = 'button, option, select, label, .alert-title, .admonition-title, [class*="blockquote-tag-title"], [role=status]';
    for (const element of document.querySelectorAll(controls)) add(element.textContent, `<${element.localName}>`);

    // Hors de main, tout texte est d'interface, sauf les titres que le livre y répète.
    const titles = 'nav#toc a, nav.neighbours a, #search-results, .menu-title, .site-title, .chapter, .nav-chapters';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (parent.closest('main, script, style, noscript, template')) continue;
      add(walker.currentNode.data, `<${parent.localName}>`, Boolean(parent.closest(titles)));
    }
    if (document.querySelector('main h1')?.textContent.match(/not found/i)) add('Page not found', '<h1>');
    for (const part of document.title.split(' - ')) add(part, '<title>', true);
    return { lang: document.documentElement.lang, strings: [...strings.values()] };
  });
