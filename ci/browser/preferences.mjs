// Les préférences du système sont suivies : ni mouvement superflu, ni foyer perdu en couleurs forcées.
import { join } from 'node:path';
import { prepare, looksFocused } from './focus.mjs';

const sample = 12; // éléments visités au clavier en couleurs forcées

export default async function preferences(bench) {
  const { pages, chapter } = bench.site;
  await Promise.all([
    bench.visitAll(pages, { reducedMotion: 'reduce' }, (page, path) => motion(bench, page, path)),
    bench.visit(chapter, { forcedColors: 'active' }, (page) => forced(bench, page, chapter)),
  ]);
}

async function motion(bench, page, path) {
  const moving = await page.evaluate(() => {
    // Un centième de milliseconde est l'usage pour « aucune durée » : les événements de fin ont encore lieu.
    const lasts = (durations) => durations.split(',').some((duration) => parseFloat(duration) > 0.001);
    const moves = (element, pseudo) => {
      const style = getComputedStyle(element, pseudo);
      const animated = style.animationName !== 'none' && lasts(style.animationDuration);
      return animated || lasts(style.transitionDuration) || style.scrollBehavior === 'smooth';
    };
    return [...document.querySelectorAll('*')]
      .filter((element) => [undefined, '::before', '::after', '::backdrop'].some((pseudo) => moves(element, pseudo)))
      .map((element) => element.cloneNode().outerHTML.slice(0, 80));
  });
  if (moving.length) bench.fail(path, `mouvement réduit demandé : ${moving.length} éléments bougent, d'abord ${moving[0]}`);
}

async function forced(bench, page, path) {
  if (bench.site.artefacts) {
    await page.screenshot({ path: join(bench.site.artefacts, 'screenshots', 'chapter-forced-colors.png') });
  }
  await prepare(page);
  for (let step = 0; step < sample; step += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => globalThis.focused());
    if (!focused) break;
    const fault = focused.fault ?? ((await looksFocused(page)) ? null : 'ne change pas au foyer');
    bench.expect(!fault, path, `en couleurs forcées, ${focused.name} ${fault}`);
  }
}
