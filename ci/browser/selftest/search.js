let sections;

const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/^l['’]|s$/g, '');

export async function start(dialog) {
  sections ??= await (await fetch('search.json')).json();
  const [input, list, status] = ['input', 'ul', 'p'].map((name) => dialog.querySelector(name));
  input.oninput = () => {
    const found = input.value ? sections.filter(({ words }) => words.includes(fold(input.value))) : [];
    list.innerHTML = found
      .map(
        ({ href, title }) =>
          `<li><a href="${href}"><span class="search-title">${title}</span>
           <span class="search-path">Cours</span> <span class="search-excerpt">…</span></a></li>`,
      )
      .join('');
    status.textContent = found.length ? `Résultats : ${found.length}` : 'Aucun résultat';
    if (!input.value) status.textContent = '';
  };
  input.oninput();
  dialog.onkeydown = (event) => {
    const links = [...list.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement);
    if (event.key === 'ArrowDown') links[at + 1]?.focus();
    if (event.key === 'ArrowUp') links[at - 1]?.focus();
  };
  list.onclick = () => dialog.close();
}
