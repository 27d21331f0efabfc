// Joue tous les contrôles sur un site construit et consigne ce qu'ils trouvent.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import axe, { axeOnce } from './axe.mjs';
import { Bench, launch, Slots } from './bench.mjs';
import exercises from './exercises.mjs';
import { table } from './figures.mjs';
import html from './html.mjs';
import interfaceStrings from './interface.mjs';
import keyboard from './keyboard.mjs';
import layout, { layoutOnce } from './layout.mjs';
import lighthouse, { measure as score } from './lighthouse.mjs';
import paths from './paths.mjs';
import preferences from './preferences.mjs';
import print from './print.mjs';
import reading from './reading.mjs';
import screenshots from './screenshots.mjs';
import scriptsOff from './scripts-off.mjs';
import searches from './search.mjs';
import { Site } from './site.mjs';
import themes from './themes.mjs';
import traffic from './traffic.mjs';
import weights, { measure as weigh } from './weights.mjs';

/** Les contrôles qui partagent le navigateur ; Lighthouse, qui mesure du temps, passe après eux. */
export const checks = {
  axe, html, weights, traffic, layout, search: searches, keyboard, interface: interfaceStrings,
  'scripts-off': scriptsOff, themes, preferences, print, paths, reading, exercises, screenshots,
};
export const timed = { lighthouse };

/** Joue `chosen` sur `site` et renvoie les constats. */
export async function run(chosen, site, browser, slots, enough) {
  const benches = await Promise.all(
    Object.entries(chosen).map(async ([name, check]) => {
      const bench = new Bench(name, site, browser, slots, enough);
      await check(bench).catch((error) => bench.fail('', `le contrôle s'est arrêté : ${error.stack}`));
      site.busy[name] = Math.round(bench.busy / 100) / 10;
      return bench;
    }),
  );
  return benches.flatMap(({ findings }) => findings);
}

function fail(message) {
  console.error(`browser.sh : ${message}`);
  process.exit(2);
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { stock: { type: 'string' }, out: { type: 'string' }, queries: { type: 'string' }, only: { type: 'string', multiple: true } },
  });
  const unknown = values.only?.find((name) => !(name in checks || name in timed));
  if (unknown) fail(`contrôle inconnu : ${unknown} ; il y a ${Object.keys({ ...checks, ...timed }).join(', ')}`);
  for (const directory of [positionals[0], values.stock ?? positionals[0]]) {
    if (!existsSync(join(directory, 'index.html'))) fail(`${directory} n'est pas un livre construit`);
  }
  const artefacts = resolve(values.out);
  await mkdir(join(artefacts, 'screenshots'), { recursive: true });
  const queries = resolve(values.queries);
  const site = await Site.open(resolve(positionals[0]), { queries, artefacts });
  const stock = values.stock && (await Site.open(resolve(values.stock)));
  const browser = await launch();
  const slots = new Slots(2);
  const kept = (all) => Object.fromEntries(Object.entries(all).filter(([name]) => values.only?.includes(name) ?? true));
  const start = performance.now();
  let findings;
  try {
    findings = await run(kept(checks), site, browser, slots);
    if (stock) await run({ weigh, axeOnce, html, layoutOnce }, stock, browser, slots);
  } finally {
    await browser.close();
  }
  findings.push(...(await run(kept(timed), site)));
  if (stock) await run({ score }, stock);
  site.close();
  stock?.close?.();

  const seconds = Math.round((performance.now() - start) / 1000);
  const report = { seconds, busy: site.busy, paper: site.paper, findings, figures: site.figures, stock: stock?.figures };
  await writeFile(join(artefacts, 'report.json'), JSON.stringify(report, null, 2));
  await writeFile(join(artefacts, 'figures.md'), table(site, stock));
  for (const { check, page, message } of findings) console.log(`${check}, ${page} : ${message}`);
  const count = Object.keys(kept({ ...checks, ...timed })).length;
  console.log(`Navigateur : pages ${site.pages.length}, contrôles ${count}, constats ${findings.length}, en ${seconds} s.`);
  process.exitCode = findings.length ? 1 : 0;
}

if (import.meta.filename === process.argv[1]) await main();
