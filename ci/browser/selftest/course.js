const $ = (selector) => document.querySelector(selector);

const select = $('#theme');
select.value = localStorage.getItem('course-theme') ?? 'auto';
select.onchange = () => {
  const root = document.documentElement;
  if (select.value === 'auto') {
    delete root.dataset.theme;
    localStorage.removeItem('course-theme');
  } else {
    root.dataset.theme = select.value;
    localStorage.setItem('course-theme', select.value);
  }
};

for (const pre of document.querySelectorAll('.listing > pre')) {
  const button = Object.assign(document.createElement('button'), { className: 'copy', textContent: 'Copier' });
  button.onclick = () => navigator.clipboard.writeText(pre.innerText);
  pre.parentElement.querySelector('figcaption').append(' ', button);
}

for (const button of document.querySelectorAll('.mark')) {
  button.ariaPressed = localStorage.getItem('mark') ?? 'false';
  button.onclick = () => {
    button.ariaPressed = button.ariaPressed === 'true' ? 'false' : 'true';
    localStorage.setItem('mark', button.ariaPressed);
  };
}

const here = location.pathname.split('/').pop();
if (here === 'lesson1.html') localStorage.setItem('last', here);
const resume = $('#resume');
if (resume && here !== 'lesson1.html' && localStorage.getItem('last')) resume.hidden = false;

const dialog = $('#search');
async function open() {
  dialog.showModal();
  const { start } = await import('./search.js');
  start(dialog);
}
$('#search-open').onclick = open;
document.onkeydown = (event) => {
  const typed = event.target.matches('input, select');
  if ((event.key === '/' && !typed) || (event.key === 'k' && event.ctrlKey)) {
    event.preventDefault();
    if (!dialog.open) open();
  }
};
