// Rien dans la console, aucune requête manquée, aucune vers un tiers : au chargement et à l'usage.
import { search } from './bench.mjs';

export default async function traffic(bench) {
  const { pages, chapter } = bench.site;
  await Promise.all(
    pages.map((path) => {
      const before = async (page) => {
        watch(bench, page, path);
        await page.addInitScript(noteCopies);
      };
      const permissions = ['clipboard-read', 'clipboard-write'];
      return bench.visit(path, { before, permissions }, async (page) => {
        await page.waitForLoadState('networkidle');
        if (path === chapter) await use(bench, page, path);
      });
    }),
  );
}

// Le presse-papiers est commun à toutes les pages ouvertes : ce que celle-ci y met se note en passant.
function noteCopies() {
  const write = navigator.clipboard.writeText.bind(navigator.clipboard);
  navigator.clipboard.writeText = (text) => {
    globalThis.copied = text;
    return write(text);
  };
}

function watch(bench, page, path) {
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) bench.fail(path, `console : ${message.text()}`);
  });
  page.on('pageerror', (error) => bench.fail(path, `exception : ${error.message}`));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== bench.site.origin) {
      bench.fail(path, `requête vers un tiers : ${request.url()}`);
    }
  });
  page.on('requestfailed', (request) => {
    bench.fail(path, `requête manquée : ${request.url()} (${request.failure().errorText})`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) bench.fail(path, `statut ${response.status()} : ${response.url()}`);
  });
}

async function use(bench, page, path) {
  await page.locator('select#theme').selectOption('dark');
  await page.locator('select#theme').selectOption('auto');
  await page.locator('.mark').first().click();
  const listing = page.locator('figure.listing').filter({ has: page.locator('.copy') }).first();
  await listing.locator('.copy').click();
  const code = await listing.locator('pre > code').innerText();
  const copied = await page.waitForFunction(() => globalThis.copied).then((text) => text.jsonValue());
  bench.expect(copied.trim() === code.trim(), path, 'le bouton .copy ne copie pas le texte du programme');
  await search(page, 'future');
  await page.keyboard.press('Escape');
  await page.waitForLoadState('networkidle');
}
