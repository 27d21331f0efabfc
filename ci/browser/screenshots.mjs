// Garde des images de chaque vue, pour l'œil ; seules les vues absentes échouent.
import { join } from 'node:path';
import { search, settle } from './bench.mjs';

const widths = [360, 1280, 1920];

export default async function screenshots(bench) {
  const { home, chapter, artefacts } = bench.site;
  if (!artefacts) return;
  const views = {
    home: [home, async () => {}],
    chapter: [chapter, async () => {}],
    chronology: [chapter, (page) => page.locator('figure.timeline-figure').first().scrollIntoViewIfNeeded()],
    search: [chapter, (page) => search(page, 'future')],
    404: ['404.html', async () => {}],
    print: ['print.html', (page) => page.emulateMedia({ media: 'print' })],
  };
  const shots = [];
  for (const [name, [path, act]] of Object.entries(views)) {
    // Le papier n'a pas de thème.
    for (const colorScheme of name === 'print' ? ['light'] : ['light', 'dark']) {
      for (const width of widths) {
        const viewport = { width, height: width < 600 ? 740 : 1000 };
        shots.push(
          bench.visit(path, { viewport, colorScheme }, async (page) => {
            await act(page);
            await settle(page);
            await page.screenshot({ path: join(artefacts, 'screenshots', `${name}-${colorScheme}-${width}.png`) });
          }),
        );
      }
    }
  }
  await Promise.all(shots);
}
