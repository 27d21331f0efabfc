// La page « Exercices » : chaque filtre montre ce qu'il dit, le total suit, l'adresse garde le choix.

export default async function exercises(bench) {
  const path = bench.site.exercises;
  if (!path) return;
  await Promise.all([
    bench.visit(path, {}, (page) => filters(bench, page, path)),
    bench.visit(path, {}, (page) => named(bench, page, path)),
    bench.visit(path, {}, (page) => printed(bench, page, path)),
  ]);
}

/** Ce que le tableau contient et montre, lu dans ses cellules, et le total affiché. */
const read = (page) =>
  page.evaluate(() => {
    const cell = (row, label) => row.querySelector(`td[data-label="${label}"]`).textContent.trim();
    const rows = [...document.querySelectorAll('main tbody tr')].map((row) => ({
      name: row.querySelector('[data-exercise]').dataset.exercise,
      lecon: cell(row, 'leçon'),
      difficulte: String([...cell(row, 'difficulté')].filter((star) => star === '★').length),
      suite: cell(row, 'suite').replace(/\s*\d*$/, ''),
      minutes: Number(cell(row, 'minutes')),
      points: Number(cell(row, 'points')),
      shown: row.checkVisibility(),
    }));
    return { rows, total: document.querySelector('#exercise-total').textContent.replace(/\s+/g, ' ') };
  });

async function filters(bench, page, path) {
  const all = await read(page);
  judge(bench, path, 'sans filtre', all, () => true);
  for (const select of await page.locator('#exercise-filters select').all()) {
    const name = await select.getAttribute('name');
    const values = await select.locator('option').evaluateAll((options) => options.map(({ value }) => value));
    for (const value of values.filter(Boolean)) {
      await select.selectOption(value);
      judge(bench, path, `${name}=${value}`, await read(page), (row) => row[name] === value);
      const asked = new URL(page.url()).searchParams.get(name);
      bench.expect(asked === value, path, `${name}=${value} n'est pas dans l'adresse`);
    }
    const last = values.at(-1);
    await page.reload();
    judge(bench, path, `${name}=${last}, page rechargée`, await read(page), (row) => row[name] === last);
    await page.locator('#exercise-filters [type=reset]').click();
    await page.waitForFunction(() => !location.search.includes('=')).catch(() => bench.fail(path, '« Tout montrer » ne vide pas l’adresse'));
    judge(bench, path, '« Tout montrer »', await read(page), () => true);
  }
}

/** Un lien nomme les exercices d'une série. */
async function named(bench, page, path) {
  const { rows } = await read(page);
  const names = [rows[0].name, rows.at(-1).name];
  await page.goto(`${bench.site.root}${path}?noms=${names}`);
  judge(bench, path, `noms=${names}`, await read(page), ({ name }) => names.includes(name));
}

async function printed(bench, page, path) {
  const select = page.locator('#exercise-filters select').first();
  const value = await select.locator('option').last().getAttribute('value');
  const name = await select.getAttribute('name');
  await select.selectOption(value);
  await page.emulateMedia({ media: 'print' });
  judge(bench, path, `${name}=${value}, imprimé`, await read(page), (row) => row[name] === value);
  bench.expect(!(await page.locator('#exercise-filters').isVisible()), path, 'les filtres s’impriment');
}

function judge(bench, path, when, { rows, total }, wanted) {
  const expected = rows.filter(wanted);
  const wrong = rows.find((row) => row.shown !== wanted(row));
  bench.expect(expected.length, path, `${when} : aucun exercice ne devrait se voir`);
  bench.expect(!wrong, path, `${when} : ${wrong?.name} ${wrong?.shown ? 'se montre' : 'manque'}`);
  const sum = (key) => expected.reduce((all, row) => all + row[key], 0);
  const minutes = sum('minutes');
  const says = [
    `${expected.length} exercice`, `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`, `${sum('points')} point`,
  ];
  bench.expect(says.every((part) => total.includes(part)), path, `${when} : « ${total} » au lieu de ${says.join(', ')}`);
}
