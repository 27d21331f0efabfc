// Le tableau des chiffres, page par page, à côté de ceux du livre d'origine.
const size = (bytes) => (bytes === undefined ? '–' : (bytes / 1024).toFixed(1).replace('.', ','));
const number = (value) => value ?? '–';
const shift = (value) => (value === undefined ? '–' : value.toFixed(3).replace('.', ','));
const grades = ({ scores }) => (scores ? Object.values(scores).join(' / ') : '–');

export function table(site, stock) {
  const other = (path) => stock?.figures[path] ?? {};
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const grid = (heads, line) => [
    row(heads),
    row(heads.map((_, index) => (index ? '--:' : '---'))),
    ...Object.entries(site.figures).map(([path, figures]) => row([`\`${path}\``, ...line(figures, other(path))])),
  ];
  return [
    '# Chiffres du livre',
    '',
    'Poids en Kio, après gzip ; le total est sans les polices. « mdBook » : le même livre, avec le thème d’origine.',
    '',
    ...grid(
      ['page', 'HTML', 'CSS', 'JS', 'total', 'total mdBook', 'polices', 'polices mdBook', 'requêtes', 'requêtes mdBook'],
      (ours, theirs) => [
        size(ours.html), size(ours.css), size(ours.js), size(ours.total), size(theirs.total),
        size(ours.fonts), size(theirs.fonts), number(ours.requests), number(theirs.requests),
      ],
    ),
    '',
    'axe : règles enfreintes, au pire des thèmes et des largeurs. vnu : erreurs. CLS : au pire des largeurs.',
    'Lighthouse, sur un téléphone simulé : performance (la meilleure de trois mesures au plus) / accessibilité / bonnes pratiques / référencement.',
    '',
    ...grid(
      ['page', 'axe', 'axe mdBook', 'vnu', 'vnu mdBook', 'CLS', 'CLS mdBook', 'Lighthouse', 'Lighthouse mdBook'],
      (ours, theirs) => [
        number(ours.axe), number(theirs.axe), number(ours.vnu), number(theirs.vnu),
        shift(ours.cls), shift(theirs.cls), grades(ours), grades(theirs),
      ],
    ),
    '',
  ].join('\n');
}
