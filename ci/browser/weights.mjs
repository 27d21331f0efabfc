// Une page pèse au plus 60 Kio compressés, polices à part, et ne charge rien pour la recherche.
import { gzipSync } from 'node:zlib';

const limit = 60 * 1024;
const columns = { document: 'html', stylesheet: 'css', script: 'js', font: 'fonts' };

export default async function weights(bench) {
  await measure(bench);
  for (const path of bench.site.pages) {
    const { total, urls = [] } = bench.site.figure(path);
    // print.html est le livre entier : son poids se constate, sans plus.
    if (total > limit && path !== 'print.html') {
      bench.fail(path, `${(total / 1024).toFixed(1)} Kio sans les polices, pour ${limit / 1024} au plus`);
    }
    for (const url of urls.filter((url) => /search[^/]*\.(js|json)$/.test(url))) {
      bench.fail(path, `${url} est chargé avant l'ouverture de la recherche`);
    }
  }
}

/** Remplit les chiffres de chaque page : octets par nature, nombre de requêtes, adresses. */
export const measure = (bench) =>
  Promise.all(bench.site.pages.map((path) => weigh(bench, path)));

async function weigh(bench, path) {
  const responses = [];
  const before = async (page) => page.on('response', (response) => responses.push(response));
  await bench.visit(path, { before }, async (page) => {
    // Un script peut encore demander quelque chose après `load`.
    await page.waitForLoadState('networkidle');
    const weight = { html: 0, css: 0, js: 0, other: 0, fonts: 0 };
    for (const response of responses) {
      const column = columns[response.request().resourceType()] ?? 'other';
      const bytes = await response.body();
      const type = response.headers()['content-type'] ?? '';
      weight[column] += /text|javascript|json|svg|xml/.test(type) ? gzipSync(bytes).length : bytes.length;
    }
    const total = weight.html + weight.css + weight.js + weight.other;
    const urls = responses.map((response) => new URL(response.url()).pathname);
    Object.assign(bench.site.figure(path), weight, { total, requests: responses.length, urls });
  });
}
