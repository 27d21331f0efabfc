// Ouvre les pages pour les contrôles : un seul navigateur, deux pages à la fois, un constat par échec.
import { chromium } from 'playwright-core';

export const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
export const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** Une page finit toujours par se charger : seule une machine lente la retarde. En millisecondes. */
export const navigationTimeout = 60_000;
export const desktop = { width: 1280, height: 900 };
export const phone = { width: 360, height: 740 };

/**
 * Le navigateur, déjà échauffé : sa première page attend le disque et l'index des polices,
 * ce qui n'est la faute d'aucun contrôle.
 */
export async function launch() {
  const browser = await chromium.launch({ executablePath, args: flags, headless: true, timeout: navigationTimeout });
  const page = await browser.newPage();
  await page.setContent('<h1>é</h1><code>fn</code>', { timeout: navigationTimeout });
  await page.screenshot({ timeout: navigationTimeout });
  await page.context().close();
  return browser;
}

/** Sémaphore : au plus `free` pages ouvertes en même temps, tous contrôles confondus. */
export class Slots {
  #free;
  #waiting = [];

  constructor(free) {
    this.#free = free;
  }

  async run(act) {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise((resolve) => this.#waiting.push(resolve));
    try {
      return await act();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}

/** Ce que reçoit un contrôle : le site, de quoi ouvrir ses pages, et où consigner ses constats. */
export class Bench {
  findings = [];
  busy = 0; // millisecondes de page ouverte

  /** `enough(findings)` vrai, les visites qui restent sont abandonnées. */
  constructor(check, site, browser, slots, enough = () => false) {
    Object.assign(this, { check, site, browser, slots, enough });
  }

  fail(page, message) {
    this.findings.push({ check: this.check, page, message });
  }

  expect(condition, page, message) {
    if (!condition) this.fail(page, message);
    return Boolean(condition);
  }

  /** Ouvre `path` dans un navigateur neuf et appelle `act(page)` ; une attente déçue est un constat. */
  visit(path, options, act) {
    const { viewport = desktop, root = this.site.root, before = async () => {}, ...rest } = options;
    return this.slots.run(async () => {
      if (this.enough(this.findings)) return undefined;
      const start = performance.now();
      const context = await this.browser.newContext({ viewport, locale: 'fr-FR', ...rest });
      context.setDefaultTimeout(this.site.patience);
      try {
        const page = await context.newPage();
        await before(page);
        await page.goto(root + path, { timeout: navigationTimeout });
        if (rest.javaScriptEnabled !== false) await settle(page);
        return await act(page);
      } catch (error) {
        this.fail(path, error.message.replace(/\x1b\[\d+m/g, '').split('\n').slice(0, 3).join(' '));
      } finally {
        await context.close();
        this.busy += performance.now() - start;
      }
    });
  }

  /** `visit` sur chaque page du site. */
  visitAll(pages, options, act) {
    return Promise.all(pages.map((path) => this.visit(path, options, (page) => act(page, path))));
  }
}

/** Attend les polices, puis deux images : le chargement n'a plus rien à déplacer. */
export const settle = (page) =>
  page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  });

/** Ouvre la recherche et y écrit ; renvoie les résultats affichés, ou `[]`. */
export async function search(page, query) {
  if (!(await page.locator('dialog#search').evaluate((dialog) => dialog.open))) {
    await page.locator('#search-open').click();
  }
  const input = page.locator('#search-input');
  // Le champ vidé vide les résultats : ceux qui viennent ensuite sont donc ceux de `query`.
  await input.fill('');
  await page.waitForFunction(() => !document.querySelector('#search-results a'));
  await input.fill(query);
  await page.waitForFunction(
    () =>
      document.querySelector('#search-results a') ??
      /aucun/i.test(document.querySelector('#search-status').textContent),
  );
  return page.locator('#search-results a').evaluateAll((links) =>
    links.map((link) => ({
      href: link.href,
      title: link.querySelector('.search-title')?.textContent ?? '',
      path: link.querySelector('.search-path')?.textContent ?? '',
      excerpt: link.querySelector('.search-excerpt')?.textContent ?? '',
    })),
  );
}
