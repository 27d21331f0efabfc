// Marquer une section, reprendre sa lecture : dans ce navigateur seulement.
import { phone } from './bench.mjs';

export default async function reading(bench) {
  const { chapter, home } = bench.site;
  await bench.visit(home, {}, async (page) => {
    bench.expect(!(await page.locator('a#resume').isVisible()), home, 'la reprise est proposée avant toute lecture');
    await page.goto(bench.site.root + chapter);
    await mark(bench, page, chapter);
    for (const path of bench.site.homes) {
      await page.goto(bench.site.root + path);
      const resume = page.locator('a#resume');
      await resume.waitFor({ state: 'visible' }).catch(() => bench.fail(path, 'la reprise n’est pas proposée'));
      const href = await resume.evaluate((element) => element.href);
      bench.expect(href.startsWith(bench.site.root + chapter), path, `la reprise mène à ${href}`);
    }
    const cookies = await page.context().cookies();
    bench.expect(!cookies.length, home, `${cookies.length} cookies posés`);
  });
  await bench.visit(chapter, { viewport: phone }, async (page) => {
    const reports = page.locator('a.report');
    bench.expect(await reports.count(), chapter, 'aucun lien pour signaler une erreur');
    const empty = await reports.evaluateAll((links) => links.filter(({ href }) => !/^(https|mailto):/.test(href)).length);
    bench.expect(!empty, chapter, `${empty} liens de signalement ne mènent nulle part`);
  });
}

async function mark(bench, page, path) {
  const button = page.locator('button.mark').first();
  const pressed = () => button.getAttribute('aria-pressed');
  bench.expect((await pressed()) === 'false', path, 'une section est marquée d’avance');
  await button.click();
  bench.expect((await pressed()) === 'true', path, 'button.mark ne dit pas que la section est marquée');
  await page.reload();
  bench.expect((await pressed()) === 'true', path, 'la marque ne survit pas au rechargement');
  await button.click();
  bench.expect((await pressed()) === 'false', path, 'la marque ne se retire pas');
}
