// Everybody can use it: no violation of WCAG 2.2 AA that axe knows, on any screen, light and dark, in both directions.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { Agent } from '../actors/agent';
import { Visitor } from '../actors/visitor';

const levels = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** What axe finds, in words that lead to the place: everything in light, and the contrast again in dark. */
async function violations(page: Page, screen: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    // Without motion a colour is never caught half-way.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const axe = new AxeBuilder({ page });
    const { violations } = await (colorScheme === 'light' ? axe.withTags(levels) : axe.withRules('color-contrast')).analyze();
    for (const { id, help, nodes } of violations) {
      for (const { target, failureSummary } of nodes) {
        found.push(`${screen}, ${colorScheme}: ${id} (${help}) at ${target.join(' ')}: ${failureSummary}`);
      }
    }
  }
  return found;
}

for (const language of ['en', 'ar'] as const) {
  test(`the public pages and the widget can be used by everybody (${language})`, async ({ page }) => {
    const found: string[] = [];
    await page.goto(`/${language}`);
    await expect(page.locator('html[data-hydrated]')).toBeAttached();
    found.push(...(await violations(page, 'landing')));
    await page.goto('/login');
    await expect(page.locator('html[data-hydrated]')).toBeAttached();
    found.push(...(await violations(page, 'login')));

    const visitor = await Visitor.on(page, language);
    found.push(...(await violations(page, 'shop')));
    await visitor.opens();
    await visitor.writes(language === 'ar' ? 'كم رسوم التوصيل على العقبة؟' : 'How long does delivery to Irbid take?');
    await expect(visitor.sources.last()).toBeVisible();
    found.push(...(await violations(page, 'widget')));
    await visitor.sources.last().click();
    found.push(...(await violations(page, 'widget with a passage')));
    expect(found).toEqual([]);
  });

  test(`the dashboard can be used by everybody (${language})`, async ({ page }) => {
    const agent = await Agent.signsIn(page, 'admin@nabta.test', language);
    const found: string[] = [];
    await agent.queue('all').click();
    await page.locator('.queue-row__link').last().click();
    await expect(agent.log.locator('p[dir=auto]').first()).toBeVisible();
    found.push(...(await violations(page, 'inbox')));
    for (const name of ['knowledge', 'assistant', 'widget']) {
      await page.getByRole('link', { name: agent.say.nav[name], exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: agent.say.nav[name] })).toBeVisible();
      if (name === 'knowledge') await expect(page.locator('.document').first()).toBeVisible();
      found.push(...(await violations(page, name)));
    }
    await page.getByRole('link', { name: agent.say.nav.knowledge, exact: true }).click();
    await page.locator('[data-state=ready] .document__title').last().click();
    await expect(page.locator('.passage').first()).toBeVisible();
    found.push(...(await violations(page, 'a document')));
    expect(found).toEqual([]);
  });
}
