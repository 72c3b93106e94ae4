// What can be seen to be wrong on any screen, whatever it shows.
import type { Page } from '@playwright/test';
import { dashboard, type Language } from './texts';

/** Collects what the browser complains of: errors of scripts, refused requests, broken content policies. */
export function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(`${new URL(page.url()).pathname}: ${message.text()}`);
  });
  page.on('pageerror', (error) => heard.push(`${new URL(page.url()).pathname}: ${error.message}`));
  return heard;
}

/** Everything that reaches beyond the window's sides, or can be scrolled sideways. */
export function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const name = (element: Element) => `${element.tagName.toLowerCase()}.${[...element.classList].join('.')}`;
    const found: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} wide in a window of ${clientWidth}`);
    for (const element of document.querySelectorAll('body *')) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const scrolls = /auto|scroll/.test(getComputedStyle(element).overflowX);
      if (scrolls && element.scrollWidth > element.clientWidth + 1) found.push(`${name(element)} scrolls sideways`);
      if (!element.matches('a, button, input, select, textarea, h1, h2, h3, [role=tab]')) continue;
      const { left, right, width } = element.getBoundingClientRect();
      // What only readers hear is a pixel wide.
      if (width > 1 && (left < -1 || right > clientWidth + 1)) found.push(`${name(element)} reaches from ${left} to ${right}`);
    }
    return found;
  });
}

/** Sentences of another language, names of texts instead of texts, values that nobody filled in. */
export async function unspoken(page: Page, language: Language): Promise<string[]> {
  const seen = await page.evaluate(() => {
    // What people wrote stands apart from what the screen says, since it has a direction of its own.
    const theirs = '[dir=auto], bdi';
    const said = [document.title];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      if (!texts.currentNode.parentElement?.closest(theirs)) said.push(texts.currentNode.textContent ?? '');
    }
    for (const element of document.querySelectorAll(`body *:not(${theirs})`)) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) said.push(element.getAttribute(name) ?? '');
    }
    return said.join('\n');
  });
  const own = new Set(Object.values(dashboard(language)).flatMap(Object.values));
  const found: string[] = [];
  for (const [room, texts] of Object.entries(dashboard(language === 'en' ? 'ar' : 'en'))) {
    for (const [key, text] of Object.entries(texts)) {
      // Samples are what customers say, and they do.
      const sentence = text.length > 11 && /\s/.test(text) && !own.has(text) && !/^(scene|sample)_/.test(key);
      if (sentence && seen.includes(text)) found.push(text);
      if (seen.includes(`${room}.${key}`)) found.push(`${room}.${key}`);
    }
  }
  return found.concat(seen.match(/\{\{?\s*[a-z_]+\s*\}?\}/g) ?? []);
}
