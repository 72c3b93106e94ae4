// Every component in every state, on the page that only debug builds have: usable by everybody, in light and dark, in both directions.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { readdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { complaints, sideways } from '../actors/eyes';
import { dashboard, direction, type Language, ownName } from '../actors/texts';

const components = resolve(dirname(fileURLToPath(import.meta.url)), '../../app/src/components');
const levels = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const pressable = '#gallery :is(a, button, input, select, textarea):not(:disabled)';

/** The gallery in a language and, if it is not the language's own, in a direction. */
async function opens(page: Page, language: Language, dir = direction(language)): Promise<void> {
  // Without motion a colour is never caught half-way.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.addInitScript((chosen) => localStorage.setItem('diwan.language', chosen), language);
  const answer = await page.goto('/gallery');
  expect(answer?.status()).toBe(200);
  await expect(page.locator('[data-component]').first()).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  if (dir !== direction(language)) await page.getByRole('tab', { name: dir, exact: true }).click();
  await expect(page.locator('#gallery')).toHaveAttribute('dir', dir);
}

/** What axe finds in the gallery, or in one part of it, in words that lead to the place. */
async function violations(page: Page, part = '#gallery'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(part).withTags(levels).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary}`),
  );
}

/** Makes the browser draw everything that can be pressed or filled in as if the pointer or the focus were on it. */
async function force(page: Page, state: 'hover' | 'focus-visible'): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('DOM.enable');
  await devtools.send('CSS.enable');
  const { root } = await devtools.send('DOM.getDocument');
  const { nodeIds } = await devtools.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: pressable });
  expect(nodeIds.length).toBeGreaterThan(20);
  for (const nodeId of nodeIds) {
    await devtools.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses: [state] });
  }
}

test('the gallery shows every component, in light beside dark', async ({ page }) => {
  const heard = complaints(page);
  await opens(page, 'en');
  const folders = readdirSync(components).sort();
  for (const half of ['light', 'dark']) {
    const drawn = page.locator(`[data-half=${half}]`);
    const shown = await drawn.locator('[data-component]').evaluateAll((all) => all.map((one) => one.getAttribute('data-component')));
    expect(shown.sort()).toEqual(folders);
    // Each half in its own colours, whatever the system wishes.
    await expect(drawn).toHaveCSS('color', half === 'light' ? 'rgb(22, 32, 29)' : 'rgb(233, 239, 237)');
  }
  expect(heard).toEqual([]);
});

for (const [language, dir] of [
  ['en', 'ltr'],
  ['en', 'rtl'],
  ['ar', 'rtl'],
  ['fa', 'ltr'],
  ['it', 'ltr'],
  ['tr', 'ltr'],
] as const) {
  test(`every component can be used by everybody (${language}, ${dir})`, async ({ page }) => {
    await opens(page, language, dir);
    expect(await violations(page)).toEqual([]);
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await sideways(page), `at ${width}`).toEqual([]);
    }
  });
}

test('what the pointer or the focus is on can still be read', async ({ page }) => {
  await opens(page, 'en');
  const edges = () =>
    page.locator(pressable).evaluateAll((all) =>
      all.map((one) => {
        const { outlineStyle, borderColor } = getComputedStyle(one);
        return `${outlineStyle} ${borderColor} ${one.outerHTML}`;
      }),
    );
  const before = await edges();
  await force(page, 'hover');
  expect(await violations(page)).toEqual([]);
  await force(page, 'focus-visible');
  expect(await violations(page)).toEqual([]);
  // Where the focus is shows at the edge: a ring, or the line itself in another colour.
  const after = await edges();
  expect(before.filter((edge, at) => edge === after[at])).toEqual([]);
});

test('what opens can be used by everybody, and closes again', async ({ page }) => {
  await opens(page, 'ar');
  const say = dashboard('ar');
  for (const half of ['light', 'dark']) {
    for (const component of ['dialog', 'leave_question']) {
      const entry = page.locator(`[data-half=${half}] [data-component=${component}]`);
      for (const opener of await entry.locator('.gallery__state > button').all()) {
        await opener.click();
        const open = entry.locator('dialog[open]');
        await expect(open).toBeVisible();
        expect(await violations(page, 'dialog[open]'), component).toEqual([]);
        await page.keyboard.press('Escape');
        await expect(open).toHaveCount(0);
        await expect(opener).toBeFocused();
      }
    }
    const menu = page.locator(`[data-half=${half}] [data-component=menu]`);
    await menu.getByRole('button', { name: say.nav.account }).press('ArrowDown');
    await expect(menu.getByRole('button', { name: say.common.save })).toBeFocused();
    expect(await violations(page, '.menu__list'), 'menu').toEqual([]);
    await page.keyboard.press('Escape');
    await expect(menu.locator('.menu__list')).toHaveCount(0);
  }
  // The language of all of it is chosen in place.
  await page.locator('.gallery__head').getByRole('button', { name: say.common.language }).click();
  await page.getByRole('button', { name: ownName.tr, exact: true }).click();
  await expect(page.locator('#gallery')).toHaveAttribute('dir', 'ltr');
  await expect(page.locator('[data-component=button]').first()).toContainText(dashboard('tr').common.save);
});
