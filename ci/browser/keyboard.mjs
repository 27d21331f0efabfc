// Tout se fait au clavier, et l'on voit toujours où l'on est.
import { phone, settle } from './bench.mjs';
import { looksFocused, prepare } from './focus.mjs';

export default async function keyboard(bench) {
  const { chapter, home } = bench.site;
  await Promise.all([
    bench.visit(chapter, {}, (page) => tour(bench, page, chapter, '1280 px')),
    bench.visit(home, { viewport: phone }, (page) => tour(bench, page, home, '360 px')),
    bench.visit(chapter, {}, (page) => skip(bench, page, chapter)),
    bench.visit(chapter, {}, (page) => shortcuts(bench, page, chapter)),
    bench.visit(chapter, {}, (page) => results(bench, page, chapter)),
    bench.visit(chapter, { viewport: phone }, (page) => menu(bench, page, chapter)),
    bench.visit(chapter, {}, (page) => details(bench, page, chapter)),
  ]);
}

/** De Tab en Tab jusqu'à sortir de la page, sans rien manquer ni tourner en rond. */
async function tour(bench, page, path, where) {
  const count = await prepare(page);
  const kinds = new Set();
  let steps = 0;
  for (; steps <= count + 50; steps += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => globalThis.focused());
    if (!focused) break;
    if (focused.fault) bench.fail(path, `${focused.name} ${focused.fault} (${where})`);
    else if (!kinds.has(focused.kind)) {
      kinds.add(focused.kind);
      bench.expect(await looksFocused(page), path, `${focused.name} : le foyer ne change pas l'image (${where})`);
    }
  }
  bench.expect(steps <= count + 50, path, `la touche Tab ne sort pas de la page (${where})`);
  const missed = await page.evaluate(() => globalThis.neverFocused());
  for (const name of missed) bench.fail(path, `${name} ne s'atteint pas par Tab (${where})`);
}

async function skip(bench, page, path) {
  await page.keyboard.press('Tab');
  const link = page.locator('a.skip-link[href$="#content"]');
  const focused = await link.evaluate((element) => element === document.activeElement);
  bench.expect(focused, path, 'le premier Tab ne mène pas au lien d’évitement');
  await link.evaluate((element) => Promise.allSettled(element.getAnimations().map(({ finished }) => finished)));
  const box = await link.boundingBox();
  bench.expect(box.width > 10 && box.x >= 0 && box.y >= 0, path, 'le lien d’évitement ne se voit pas');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const inside = await page.evaluate(() => Boolean(document.activeElement.closest('main#content')));
  bench.expect(inside, path, 'après le lien d’évitement, Tab ne va pas dans main#content');
}

const opened = (page) => page.waitForFunction(() => document.querySelector('dialog#search').open);
const closed = (page) => page.waitForFunction(() => !document.querySelector('dialog#search').open);
const inInput = (page) => page.waitForFunction(() => document.activeElement.id === 'search-input');

async function shortcuts(bench, page, path) {
  const openers = [
    ['#search-open', 'Enter'],
    ['main#content a[href]', '/'],
    ['main#content a[href]', 'Control+k'],
  ];
  for (const [selector, key] of openers) {
    const origin = page.locator(selector).first();
    await origin.focus();
    await page.keyboard.press(key);
    await opened(page).catch(() => bench.fail(path, `${key} n'ouvre pas la recherche`));
    await inInput(page).catch(() => bench.fail(path, `après ${key}, le foyer n'est pas dans le champ`));
    await page.keyboard.type('a/b');
    const value = await page.locator('#search-input').inputValue();
    bench.expect(value === 'a/b', path, `« a/b » tapé dans la recherche donne « ${value} »`);
    await page.keyboard.press('Escape');
    await closed(page).catch(() => bench.fail(path, 'Échap ne ferme pas la recherche'));
    const back = await origin.evaluate((element) => element === document.activeElement);
    bench.expect(back, path, `la recherche ouverte par ${key} puis fermée, le foyer n'est pas revenu`);
    await page.locator('#search-input').evaluate((input) => (input.value = ''));
  }
}

/** Le résultat choisi, que le foyer s'y déplace ou que le champ le désigne. */
const chosen = (page) =>
  page.evaluate(() => {
    const active = document.activeElement;
    const pointed = document.getElementById(active.getAttribute('aria-activedescendant') ?? '');
    const element = pointed ?? (active.closest('#search-results') ? active : null);
    return (element?.closest('a') ?? element?.querySelector('a'))?.href ?? null;
  });

async function results(bench, page, path) {
  await page.keyboard.press('/');
  await inInput(page);
  await page.keyboard.type('future');
  await page.locator('#search-results a').nth(1).waitFor();
  await page.keyboard.press('ArrowDown');
  const first = await chosen(page);
  await page.keyboard.press('ArrowDown');
  const second = await chosen(page);
  bench.expect(first && second && first !== second, path, 'la flèche bas ne passe pas au résultat suivant');
  await page.keyboard.press('ArrowUp');
  bench.expect((await chosen(page)) === first, path, 'la flèche haut ne revient pas au résultat précédent');
  await page.keyboard.press('Enter');
  await page
    .waitForURL((url) => url.href === first)
    .catch(() => bench.fail(path, `Entrée ne mène pas au résultat choisi, ${first}`));
  await closed(page).catch(() => bench.fail(path, 'le résultat suivi, la recherche reste ouverte'));
}

async function menu(bench, page, path) {
  const toc = page.locator('nav#toc');
  bench.expect(!(await toc.isVisible()), path, 'à 360 px, le menu est ouvert au chargement');
  await page.locator('#toc-open').focus();
  await page.keyboard.press('Enter');
  await toc.waitFor({ state: 'visible' }).catch(() => bench.fail(path, 'Entrée n’ouvre pas le menu'));
  await page.keyboard.press('Tab');
  const inside = await page.evaluate(() => Boolean(document.activeElement.closest('nav#toc')));
  bench.expect(inside, path, 'le menu ouvert, Tab n’y entre pas');
  await page.keyboard.press('Escape');
  await toc.waitFor({ state: 'hidden' }).catch(() => bench.fail(path, 'Échap ne ferme pas le menu'));
  const back = await page.evaluate(() => document.activeElement.id === 'toc-open');
  bench.expect(back, path, 'le menu fermé, le foyer ne revient pas à son bouton');
  await page.setViewportSize({ width: 1100, height: 740 });
  await settle(page);
  bench.expect(await toc.isVisible(), path, 'à 1100 px, le sommaire ne se voit pas');
  const current = await toc.locator('a[aria-current="page"]').evaluateAll((links) => links.map(({ href }) => href));
  bench.expect(
    current.length === 1 && current[0].split('#')[0] === bench.site.root + path,
    path,
    `le sommaire désigne ${current.length ? current.join(', ') : 'aucune page'} comme la page courante`,
  );
}

async function details(bench, page, path) {
  const summary = page.locator('main details > summary').first();
  await summary.focus();
  await page.keyboard.press('Enter');
  const open = await summary.evaluate((element) => element.parentElement.open);
  bench.expect(open, path, 'Entrée n’ouvre pas une réponse repliée');
}
