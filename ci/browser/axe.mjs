// Aucune infraction axe, bonnes pratiques comprises : deux thèmes, deux largeurs, recherche et menu ouverts.
import AxeBuilder from '@axe-core/playwright';
import { desktop, phone, search } from './bench.mjs';

// La taille des cibles, que Lighthouse compte, est la seule règle utile qu'axe n'active pas d'office.
const options = { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } };

export default async function axe(bench) {
  const { pages, chapter } = bench.site;
  const short = pages.filter((path) => path !== 'print.html');
  const visits = [];
  for (const colorScheme of ['light', 'dark']) {
    for (const viewport of [desktop, phone]) {
      const screen = { viewport, colorScheme };
      const where = `${colorScheme}, ${viewport.width} px`;
      visits.push(bench.visitAll(short, screen, (page, path) => analyze(bench, page, path, where)));
      visits.push(
        bench.visit(chapter, screen, async (page) => {
          await search(page, 'future');
          await analyze(bench, page, chapter, `${where}, recherche ouverte`);
        }),
      );
    }
    visits.push(
      bench.visit(chapter, { viewport: phone, colorScheme }, async (page) => {
        await page.locator('#toc-open').click();
        await page.locator('nav#toc').waitFor({ state: 'visible' });
        await analyze(bench, page, chapter, `${colorScheme}, menu ouvert`);
      }),
    );
  }
  // Le livre entier n'a pas d'autre contenu que les pages : une fois suffit.
  visits.push(
    bench.visitAll(pages.filter((path) => path === 'print.html'), {}, (page, path) =>
      analyze(bench, page, path, 'light, 1280 px'),
    ),
  );
  await Promise.all(visits);
}

/** Sur le livre d'origine : une mesure par page, sans exigence. */
export const axeOnce = (bench) =>
  bench.visitAll(bench.site.pages, {}, (page, path) => analyze(bench, page, path, 'light, 1280 px'));

async function analyze(bench, page, path, where) {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).options(options).analyze();
  const figures = bench.site.figure(path);
  figures.axe = Math.max(figures.axe ?? 0, violations.length);
  for (const { id, nodes } of violations) {
    bench.fail(path, `${id} (${where}) : ${nodes.length} fois, d'abord ${nodes[0].target.join(' ')}`);
  }
}
