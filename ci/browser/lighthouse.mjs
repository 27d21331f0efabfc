// Notes de Lighthouse sur un téléphone simulé.
// La vitesse dépend aussi de la machine : la meilleure de trois mesures compte.
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { executablePath, flags } from './bench.mjs';

const least = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 };
const tries = 3;

export default async function scores(bench) {
  await measure(bench, tries);
  for (const path of bench.site.sample) {
    const { scores = {}, reasons = [] } = bench.site.figure(path);
    for (const [category, minimum] of Object.entries(least)) {
      bench.expect(
        scores[category] >= minimum,
        path,
        `${category} : ${scores[category]}, pour ${minimum} au moins (${reasons.filter((r) => r.category === category).map((r) => r.id).join(', ')})`,
      );
    }
  }
}

/** Remplit les notes des pages choisies ; recommence tant que la vitesse est insuffisante. */
export async function measure(bench, tries = 1) {
  const chrome = await launch({ chromePath: executablePath, chromeFlags: ['--headless', ...flags], logLevel: 'silent' });
  try {
    for (const path of bench.site.sample) {
      const figures = bench.site.figure(path);
      figures.scores = {};
      for (let round = 0; round < tries && !(figures.scores.performance >= least.performance); round += 1) {
        const result = await lighthouse(bench.site.root + path, {
          port: chrome.port,
          logLevel: 'silent',
          onlyCategories: Object.keys(least),
          disableFullPageScreenshot: true,
        });
        const { categories, audits } = result.lhr;
        figures.reasons = [];
        for (const [id, { score, auditRefs }] of Object.entries(categories)) {
          figures.scores[id] = Math.max(figures.scores[id] ?? 0, Math.round(score * 100));
          const lost = auditRefs.filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9);
          figures.reasons.push(...lost.map((ref) => ({ category: id, id: ref.id })));
        }
      }
    }
  } finally {
    chrome.kill();
  }
}
