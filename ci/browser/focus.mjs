// Ce qui a le foyer se voit-il ?
// L'aspect de chaque élément est noté avant que le foyer y passe, puis comparé.

/** Ce qui s'atteint au clavier et se voit à présent, du premier au dernier. */
export const prepare = (page) =>
  page.evaluate(() => {
    const look = (element) => {
      const style = getComputedStyle(element);
      const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
      const clear = /rgba\(.*, 0\)|transparent/.test(style.outlineColor);
      const { boxShadow, borderColor, backgroundColor, textDecorationLine } = style;
      return [outlined && !clear && style.outline, boxShadow, borderColor, backgroundColor, textDecorationLine].join('|');
    };
    const focusable = 'a[href], button, input, select, textarea, summary, [tabindex]';
    const seen = (element) =>
      element.tabIndex >= 0 &&
      !element.disabled &&
      !element.closest('[inert]') &&
      element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: false });
    const elements = [...document.querySelectorAll(focusable)].filter(seen);
    const before = new Map(elements.map((element) => [element, look(element)]));
    const name = (element) => element.outerHTML.replace(/\s+/g, ' ').slice(0, 90);

    /** L'élément qui a le foyer : son nom, son genre, et ce qu'on lui reproche. */
    globalThis.focused = async () => {
      // Un lien d'évitement glisse dans l'écran : on le regarde arrivé.
      const ends = document.getAnimations().filter((animation) => isFinite(animation.effect.getComputedTiming().endTime));
      await Promise.allSettled(ends.map((animation) => animation.finished));
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const box = element.getClientRects()[0];
      if (!box) return { name: name(element), fault: 'ne se voit pas' };
      const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
      const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
      const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      const covered = right <= left || bottom <= top || !(element.contains(at) || at?.contains(element));
      const unchanged = before.has(element) && before.get(element) === look(element);
      const fault = covered ? 'est caché ou hors de l’écran' : unchanged ? 'ne montre pas le foyer' : null;
      before.delete(element);
      const kind = `${element.localName}.${element.className}`;
      return { name: name(element), kind, fault };
    };
    globalThis.neverFocused = () => [...before.keys()].map(name);
    return elements.length;
  });

/** L'image de l'élément change-t-elle quand il perd le foyer ? Le style calculé ne dit pas tout. */
export async function looksFocused(page) {
  const element = await page.evaluateHandle(() => document.activeElement);
  const { x, y, width, height } = await element.boundingBox();
  const { width: right, height: bottom } = page.viewportSize();
  const margin = 6;
  const left = Math.max(x - margin, 0);
  const top = Math.max(y - margin, 0);
  const clip = {
    x: left,
    y: top,
    width: Math.min(x + width + margin, right) - left,
    height: Math.min(y + height + margin, bottom) - top,
  };
  if (clip.width <= 0 || clip.height <= 0) return false;
  const shot = () => page.screenshot({ clip, animations: 'disabled' });
  const withFocus = await shot();
  await element.evaluate((element) => element.blur());
  const without = await shot();
  // Le foyer revient au même endroit : la touche Tab suivante repart de là.
  await element.evaluate((element) => element.focus({ preventScroll: true, focusVisible: true }));
  return !withFocus.equals(without);
}
