// Sans JavaScript, tout se lit, tout se parcourt, et aucune commande morte ne se montre.
import { phone } from './bench.mjs';

export default async function scriptsOff(bench) {
  const { pages, home, chapter } = bench.site;
  const options = { javaScriptEnabled: false };
  await Promise.all([
    bench.visitAll(pages, options, (page, path) => controls(bench, page, path)),
    bench.visit(chapter, { ...options, viewport: phone }, (page) => menu(bench, page, chapter)),
    bench.visit(home, options, (page) => follow(bench, page, home)),
    follows(bench, chapter, options),
  ]);
}

async function controls(bench, page, path) {
  const text = await page.locator('main').innerText();
  bench.expect(text.length > 20, path, 'main est vide');
  const dead = await page.evaluate(() => {
    const works = (element) =>
      element.matches('[popovertarget], [commandfor], form[action] *') ||
      (element.localName === 'a' && !/^(#|javascript:.*)?$/.test(element.getAttribute('href') ?? ''));
    return [...document.querySelectorAll('button, select, input, textarea, [role=button], a:not([id]):not([name])')]
      .filter((element) => element.checkVisibility({ checkVisibilityCSS: true }) && !works(element))
      .map((element) => element.outerHTML.slice(0, 90));
  });
  for (const name of dead) bench.fail(path, `commande morte : ${name}`);
}

async function menu(bench, page, path) {
  await page.locator('#toc-open').click();
  const elsewhere = page.locator('nav#toc a[href]:not([aria-current])').first();
  await elsewhere.waitFor({ state: 'visible' });
  await arrives(bench, page, path, elsewhere, 'sommaire');
}

/** De suivant en suivant jusqu'au bout, puis retour par précédent. */
async function follow(bench, page, path) {
  const next = page.locator('nav.neighbours a[rel=next]').first();
  if (!bench.expect(await next.count(), path, 'pas de lien « suivant »')) return;
  await arrives(bench, page, path, next, 'suivant');
  await arrives(bench, page, path, page.locator('nav.neighbours a[rel=prev]').first(), 'précédent');
}

async function arrives(bench, page, path, link, name) {
  const href = await link.evaluate((element) => element.href);
  await link.click();
  await page.waitForURL(href).catch(() => bench.fail(path, `le lien « ${name} » ne mène pas à ${href}`));
  const status = (await page.request.get(page.url())).status();
  bench.expect(status === 200, path, `le lien « ${name} » mène à ${href}, statut ${status}`);
}

async function follows(bench, path, options) {
  const brightness = {};
  for (const colorScheme of ['light', 'dark']) {
    await bench.visit(path, { ...options, colorScheme }, async (page) => {
      brightness[colorScheme] = await page.evaluate(() => {
        const painted = [document.body, document.documentElement]
          .map((element) => getComputedStyle(element).backgroundColor)
          .find((color) => color !== 'rgba(0, 0, 0, 0)');
        const canvas = new OffscreenCanvas(1, 1).getContext('2d');
        canvas.fillStyle = painted ?? 'white';
        canvas.fillRect(0, 0, 1, 1);
        return canvas.getImageData(0, 0, 1, 1).data.slice(0, 3).reduce((sum, part) => sum + part, 0);
      });
    });
  }
  bench.expect(brightness.light > brightness.dark + 200, path, 'sans JavaScript, le thème ne suit pas le système');
}
