// Le thème choisi tient d'une page à l'autre, sans éclair, et vaut celui que le système demanderait.
import { settle } from './bench.mjs';

export default async function themes(bench) {
  const { chapter, home } = bench.site;
  await Promise.all([
    bench.visit(chapter, { before: noteTheme }, (page) => persistence(bench, page, chapter, home)),
    sameColors(bench, chapter, 'dark', 'light'),
    sameColors(bench, chapter, 'light', 'dark'),
  ]);
}

// Le corps commence à s'afficher dès qu'il existe : le thème doit déjà y être.
const noteTheme = (page) =>
  page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      globalThis.themeAtBody = document.documentElement.dataset.theme ?? 'auto';
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });

async function persistence(bench, page, path, home) {
  for (const theme of ['dark', 'light', 'auto']) {
    await page.locator('select#theme').selectOption(theme);
    // Sans choix, data-theme peut manquer ou dire ce que veut le système, clair ici.
    const fits = (applied) => applied === theme || (theme === 'auto' && applied === 'light');
    const now = await page.evaluate(() => document.documentElement.dataset.theme ?? 'auto');
    bench.expect(fits(now), path, `le choix « ${theme} » donne data-theme « ${now} »`);
    for (const destination of [path, home]) {
      await page.goto(bench.site.root + destination);
      const early = await page.evaluate(() => globalThis.themeAtBody);
      bench.expect(fits(early), destination, `« ${theme} » choisi, la page commence en « ${early} »`);
      const shown = await page.locator('select#theme').inputValue();
      bench.expect(shown === theme, destination, `« ${theme} » choisi, le sélecteur montre « ${shown} »`);
    }
    await page.goto(bench.site.root + path);
  }
  await follow(bench, page, path);
}

/** Le thème « auto » suit le système même quand celui-ci change pendant la lecture. */
async function follow(bench, page, path) {
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.emulateMedia({ colorScheme: 'dark' });
  await settle(page);
  bench.expect((await background()) !== light, path, 'le système passe au sombre, le thème « auto » ne le suit pas');
}

/** Forcé contre le système, un thème a-t-il partout les couleurs qu'il a quand le système le demande ? */
async function sameColors(bench, path, theme, system) {
  const asked = await bench.visit(path, { colorScheme: theme }, colors);
  const forced = await bench.visit(path, { colorScheme: system }, async (page) => {
    await page.locator('select#theme').selectOption(theme);
    await page.reload();
    await settle(page);
    return colors(page);
  });
  const different = (asked ?? []).filter(({ color }, index) => color !== forced?.[index]?.color);
  if (different.length) {
    bench.fail(path, `« ${theme} » forcé : ${different.length} éléments n'ont pas ses couleurs, d'abord ${different[0].name}`);
  }
}

const colors = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('html, body, body *')].map((element) => {
      const { color, backgroundColor, borderTopColor, fill, stroke } = getComputedStyle(element);
      return { name: element.cloneNode().outerHTML.slice(0, 80), color: [color, backgroundColor, borderTopColor, fill, stroke].join() };
    }),
  );
