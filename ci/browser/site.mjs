// Le site contrôlé : ses pages, celles qui servent d'exemple, et les chiffres relevés sur chacune.
import { readdir } from 'node:fs/promises';
import { serve } from './server.mjs';

export class Site {
  patience = 15_000; // millisecondes laissées à une attente
  home = 'index.html';
  chapter = 'lesson1.html';
  busy = {}; // secondes de page ouverte, par contrôle
  #figures = new Map();

  static async open(directory, options = {}) {
    const site = Object.assign(new Site(), { directory, ...options });
    const files = await readdir(directory, { recursive: true });
    site.pages = files.filter((file) => file.endsWith('.html')).sort();
    site.homes = [site.home, 'introduction.html'].filter((path) => site.pages.includes(path));
    site.exercises = site.pages.find((path) => path === 'exercices.html');
    site.sample = [site.home, site.chapter, 'lexique.html'].filter((path) => site.pages.includes(path));
    Object.assign(site, await serve(directory));
    return site;
  }

  /** Les chiffres d'une page ou d'un fichier, que chaque contrôle complète. */
  figure(path) {
    if (!this.#figures.has(path)) this.#figures.set(path, {});
    return this.#figures.get(path);
  }

  get figures() {
    return Object.fromEntries(this.pages.map((path) => [path, this.figure(path)]));
  }
}
