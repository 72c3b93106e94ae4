// What a release gives to browsers comes in parts: every page of it opens, by a click and by its address.
import { expect, test } from '@playwright/test';
import { Agent } from '../actors/agent';
import { Visitor } from '../actors/visitor';

const pages = ['inbox', 'knowledge', 'assistant', 'widget'] as const;

test('every page opens by a click and again by its address', async ({ page }) => {
  const agent = await Agent.signsIn(page, 'admin@nabta.test', 'en');
  const opened = async (name: (typeof pages)[number]) => {
    // The inbox names itself to screen readers by its queues.
    if (name === 'inbox') await expect(agent.queue('all')).toBeVisible();
    else await expect(page.getByRole('heading', { level: 1, name: agent.say.nav[name] })).toBeVisible();
  };
  for (const name of pages) {
    await page.getByRole('link', { name: agent.say.nav[name], exact: true }).click();
    await opened(name);
    await page.reload();
    await expect(page.locator('html[data-hydrated]')).toBeAttached();
    await opened(name);
  }
  await page.goto('/knowledge');
  await page.locator('.document a').first().click();
  await expect(page).toHaveURL(/\/knowledge\/.+/);
  await expect(page.locator('.page__back')).toBeVisible();
});

test('the page of the components is not part of a release', async ({ page }) => {
  // Of what a browser gets, that is: the server of these tests is a development one, and has it.
  const loaded: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (/\/pkg\/.*\.(css|js|wasm)$/.test(response.url())) loaded.push(response.body());
  });
  await page.goto('/login');
  await expect(page.locator('html[data-hydrated]')).toBeAttached();
  const files = await Promise.all(loaded);
  expect(files.length).toBeGreaterThanOrEqual(3);
  for (const file of files) expect(file.includes('gallery')).toBe(false);
});

test('a page whose part does not arrive says so and comes when asked again', async ({ page }) => {
  const agent = await Agent.signsIn(page, 'admin@nabta.test', 'en');
  await expect(agent.queue('all')).toBeVisible();
  await page.route('**/split_knowledge_pages.wasm', (route) => route.abort());
  await page.getByRole('link', { name: agent.say.nav.knowledge, exact: true }).click();
  const again = page.getByRole('alert').getByRole('button');
  await expect(again).toBeVisible();
  await page.unroute('**/split_knowledge_pages.wasm');
  await again.click();
  await expect(page.getByRole('heading', { level: 1, name: agent.say.nav.knowledge })).toBeVisible();
});

test('a question in the widget is answered and taken over', async ({ page, browser }) => {
  const visitor = await Visitor.on(page, 'en');
  await visitor.opens();
  await visitor.writes('How long does delivery to Irbid take?');
  await expect(visitor.sources.last()).toBeVisible();
  await visitor.asksForAPerson();
  await visitor.writes('It is about the parcel to Irbid.');

  const context = await browser.newContext();
  const agent = await Agent.signsIn(await context.newPage(), 'lina@nabta.test', 'en');
  await agent.opens('unassigned', 'It is about the parcel to Irbid.');
  await agent.takes();
  await agent.replies('Lina here, I look after your parcel.');
  await expect(page.getByText('Lina here, I look after your parcel.')).toBeVisible();
  await context.close();
});
