// Toutes les pages sont là, le site marche sous un sous-chemin, comme celui d'un projet, et une adresse fausse mène à 404.html.
import { search } from './bench.mjs';
import { serve } from './server.mjs';

export default async function paths(bench) {
  const { directory, pages, chapter, home } = bench.site;
  for (const path of [home, chapter, 'lexique.html', 'print.html', '404.html']) {
    bench.expect(pages.includes(path), path, 'la page manque, et avec elle ses contrôles');
  }
  const project = await serve(directory, '/cours/');
  try {
    await Promise.all([
      ...[home, chapter].map((path) =>
        bench.visit(path, { root: project.root, before: (page) => inside(bench, page, path, project.root) }, async (page) => {
          await page.waitForLoadState('networkidle');
          const results = await search(page, 'future');
          const out = results.find(({ href }) => !href.startsWith(project.root));
          bench.expect(results.length && !out, path, `sous /cours/, la recherche mène à ${out?.href ?? 'rien'}`);
        }),
      ),
      bench.visit('un/chemin/absent', { before: (page) => absent(bench, page) }, async (page) => {
        bench.expect(await page.locator('main#content').count(), '404.html', 'une adresse fausse ne mène pas à cette page');
        const links = await page.locator('a[href]').evaluateAll((all) => all.map(({ href }) => href.split('#')[0]));
        for (const href of new Set(links.filter((href) => href.startsWith(bench.site.origin)))) {
          if (href === page.url()) continue;
          const status = (await page.request.get(href)).status();
          bench.expect(status === 200, '404.html', `depuis un/chemin/absent, le lien ${href} a le statut ${status}`);
        }
      }),
    ]);
  } finally {
    project.close();
  }
}

function inside(bench, page, path, root) {
  page.on('response', (response) => {
    const good = response.status() < 400 && response.url().startsWith(root);
    bench.expect(good, path, `sous /cours/, statut ${response.status()} : ${response.url()}`);
  });
}

function absent(bench, page) {
  page.on('response', (response) => {
    const expected = response.request().isNavigationRequest() ? 404 : 200;
    bench.expect(response.status() === expected, '404.html', `statut ${response.status()} : ${response.url()}`);
  });
}
