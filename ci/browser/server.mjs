// Sert un dossier comme le ferait GitHub Pages : compressé, sous un préfixe, avec 404.html pour le reste.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};

const isText = (type) => /text|javascript|json|svg|xml/.test(type);

/** Renvoie `{ origin, root, close }` ; `root` se termine par le préfixe. */
export async function serve(directory, prefix = '/') {
  const compressed = new Map();

  async function body(path) {
    if (!compressed.has(path)) {
      const bytes = await readFile(path);
      const type = types[extname(path)] ?? 'application/octet-stream';
      compressed.set(path, { type, bytes: isText(type) ? gzipSync(bytes) : bytes });
    }
    return compressed.get(path);
  }

  async function send(response, status, path) {
    const { type, bytes } = await body(path);
    const headers = { 'content-type': type, 'content-length': bytes.length, 'cache-control': 'no-cache' };
    if (isText(type)) headers['content-encoding'] = 'gzip';
    response.writeHead(status, headers).end(bytes);
  }

  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    try {
      if (!path.startsWith(prefix)) throw new Error('hors du site');
      const file = path.slice(prefix.length) + (path.endsWith('/') ? 'index.html' : '');
      await send(response, 200, join(directory, normalize(`/${file}`)));
    } catch {
      await send(response, 404, join(directory, '404.html')).catch(() => response.writeHead(404).end());
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin, root: origin + prefix, close };
}
