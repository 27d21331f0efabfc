// La recherche répond en français : accents, élisions et pluriels mènent à la même section.
import { readFile } from 'node:fs/promises';
import { search } from './bench.mjs';

export default async function searches(bench) {
  const { site } = bench;
  const groups = JSON.parse(await readFile(site.queries, 'utf8'));
  const targets = new Set();
  await bench.visit(site.chapter, {}, async (page) => {
    for (const { variants, expected, within = 1 } of groups) {
      let first;
      for (const query of variants) {
        const results = await search(page, query);
        if (!bench.expect(results.length, site.chapter, `« ${query} » ne trouve rien`)) continue;
        const hrefs = results.map(({ href }) => href.replace(site.root, ''));
        hrefs.forEach((href) => targets.add(href));
        first ??= hrefs[0];
        const group = variants[0];
        bench.expect(hrefs[0] === first, site.chapter, `« ${query} » mène à ${hrefs[0]}, « ${group} » à ${first}`);
        bench.expect(
          !expected || hrefs.slice(0, within).some((href) => new RegExp(expected).test(href)),
          site.chapter,
          `« ${query} » : ${expected} n'est pas parmi les ${within} premiers (${hrefs.slice(0, within).join(', ')})`,
        );
        bench.expect(
          results.every(({ title, path, excerpt }) => title && path && excerpt),
          site.chapter,
          `« ${query} » : un résultat n'a pas son titre, son chemin ou son extrait`,
        );
      }
    }
    const nothing = await search(page, 'zyxwvutsr');
    bench.expect(!nothing.length, site.chapter, '« zyxwvutsr » trouve quelque chose');
  });
  await Promise.all([...targets].map((href) => reach(bench, href)));
}

/** L'adresse d'un résultat existe-t-elle, ancre comprise ? */
async function reach(bench, href) {
  const [path, anchor] = href.split('#');
  const html = await readFile(`${bench.site.directory}/${path}`, 'utf8').catch(() => '');
  if (!html) bench.fail(path, 'la recherche mène à cette page, qui n’existe pas');
  else if (anchor && !html.includes(`id="${decodeURIComponent(anchor)}"`)) {
    bench.fail(path, `la recherche mène à #${anchor}, qui n'existe pas`);
  }
}
