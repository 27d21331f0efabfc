// Rien ne bouge pendant la lecture (CLS) et rien ne déborde en largeur.
import { desktop, phone, settle } from './bench.mjs';

const limit = 0.01;
const widths = [320, 360, 1280, 1920];
const fontDelay = 300; // millisecondes : une police lente ne doit rien déplacer non plus

export default async function layout(bench) {
  const { pages, home, chapter } = bench.site;
  await Promise.all([
    ...[desktop, phone].map((viewport) =>
      bench.visitAll(pages, { viewport, before: observe }, async (page, path) => {
        await judge(bench, page, path, `${viewport.width} px`);
        if (viewport === phone) await overflow(bench, page, path);
      }),
    ),
    ...[desktop, phone].map((viewport) =>
      bench.visit(chapter, { viewport, before: observe }, async (page) => {
        await page.goto(bench.site.root + home);
        await page.locator('a#resume').waitFor({ state: 'visible' });
        await judge(bench, page, home, `${viewport.width} px, reprise proposée`);
      }),
    ),
  ]);
}

/** Sur le livre d'origine : une mesure par page. */
export const layoutOnce = (bench) =>
  bench.visitAll(bench.site.pages, { viewport: phone, before: observe }, (page, path) =>
    judge(bench, page, path, '360 px'),
  );

async function observe(page) {
  await page.route(/\.woff2/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, fontDelay));
    await route.continue();
  });
  await page.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries()) {
        const node = sources?.[0]?.node;
        const name = node?.outerHTML?.slice(0, 80) ?? node?.parentElement?.outerHTML?.slice(0, 80);
        if (!hadRecentInput) globalThis.shifts.push({ value, name });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

async function judge(bench, page, path, where) {
  await settle(page);
  await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    for (let top = 0; top < document.body.scrollHeight; top += innerHeight) {
      scrollTo({ top, behavior: 'instant' });
      await frame();
    }
    await frame();
  });
  const shifts = await page.evaluate(() => globalThis.shifts);
  const cls = shifts.reduce((sum, { value }) => sum + value, 0);
  const figures = bench.site.figure(path);
  figures.cls = Math.max(figures.cls ?? 0, cls);
  if (cls > limit) bench.fail(path, `CLS ${cls.toFixed(3)} (${where}), d'abord ${shifts[0].name}`);
}

async function overflow(bench, page, path) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 740 });
    const wide = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return null;
      const inScroller = (element) => {
        for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
          if (getComputedStyle(up).overflowX !== 'visible') return true;
        }
        return false;
      };
      const culprit = [...document.body.querySelectorAll('*')].find(
        (element) => element.getBoundingClientRect().right > clientWidth + 1 && !inScroller(element),
      );
      return `${scrollWidth} px, par ${culprit?.outerHTML.slice(0, 80)}`;
    });
    if (wide) bench.fail(path, `déborde à ${width} px : ${wide}`);
  }
}
