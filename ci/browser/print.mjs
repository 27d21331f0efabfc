// Le livre s'imprime : toutes les pages, les réponses dépliées, aucune commande d'écran.
const fewest = 3; // pages de papier

export default async function print(bench) {
  const { pages, chapter } = bench.site;
  await bench.visitAll(pages.filter((path) => ['print.html', chapter].includes(path)), {}, async (page, path) => {
    await page.emulateMedia({ media: 'print' });
    const { folded, controls } = await page.evaluate((whole) => ({
      // Un chapitre imprimé seul peut taire des blocs entiers ; le livre entier, non.
      // Le tableau d'une chronologie redit son dessin, qui s'imprime.
      folded: [...document.querySelectorAll('main details:not(.timeline-table)')].filter((details) => {
        if (!whole && !details.checkVisibility()) return false;
        const answer = [...details.children].find((child) => child.localName !== 'summary');
        return answer && !(answer.checkVisibility() && answer.getBoundingClientRect().height > 0);
      }).length,
      controls: [...document.querySelectorAll('button, select, input, dialog')]
        .filter((element) => element.checkVisibility())
        .map((element) => element.outerHTML.slice(0, 80)),
    }), path === 'print.html');
    bench.expect(!folded, path, `${folded} réponses restent repliées à l'impression`);
    for (const name of controls) bench.fail(path, `imprimé : ${name}`);
    if (path === 'print.html') {
      const paper = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g).length;
      bench.site.paper = paper;
      bench.expect(paper >= fewest, path, `le PDF n'a que ${paper} pages`);
    }
  });
}
