// Aucune erreur de HTML ni de CSS pour le validateur du W3C (vnu).
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';

const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');

export default async function html(bench) {
  const { directory, pages } = bench.site;
  const files = await readdir(directory, { recursive: true });
  const styles = files.filter((file) => file.endsWith('.css'));
  const [ofPages, ofStyles] = await Promise.all([
    validate([], pages.map((path) => join(directory, path))),
    styles.length ? validate(['--css'], styles.map((path) => join(directory, path))) : [],
  ]);
  for (const path of pages) bench.site.figure(path).vnu = 0;
  for (const { url, message, lastLine, extract = '' } of [...ofPages, ...ofStyles]) {
    const path = relative(directory, decodeURIComponent(new URL(url).pathname));
    bench.site.figure(path).vnu = (bench.site.figure(path).vnu ?? 0) + 1;
    bench.fail(path, `ligne ${lastLine} : ${message} ${extract.trim().replace(/\s+/g, ' ').slice(0, 80)}`);
  }
}

function validate(options, files) {
  const java = ['-jar', jar, '--format', 'json', '--errors-only', '--stdout', '--exit-zero-always'];
  return new Promise((resolve, reject) => {
    execFile('java', [...java, ...options, ...files], { maxBuffer: 1 << 28 }, (error, stdout) =>
      error ? reject(error) : resolve(JSON.parse(stdout).messages),
    );
  });
}
