// The chat window on its own: what it says when something does not fit.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { password } from '../actors/agent';
import { Visitor } from '../actors/visitor';

test('a text that is too long stays whole, says so, and goes nowhere until it is shorter', async ({ page }) => {
  const visitor = await Visitor.on(page, 'en');
  await visitor.opens();
  const long = 'All my plants, one by one. '.repeat(320);
  await visitor.box.fill(long);
  const notice = visitor.panel.getByText(visitor.say.too_long);
  await expect(notice).toBeVisible();
  await expect(notice).toHaveRole('alert');
  await visitor.box.press('Enter');
  await visitor.panel.getByRole('button', { name: visitor.say.send }).click();
  await expect(visitor.box).toHaveValue(long);
  expect(await visitor.reads()).not.toContain(long.trim());
  await visitor.box.fill(long.slice(0, 8_000));
  await expect(notice).toBeHidden();
  await visitor.box.press('Enter');
  await expect(visitor.log.getByText(long.slice(0, 60)).first()).toBeVisible();
  await expect(visitor.box).toHaveValue('');
});

test('on a phone one button closes the chat, and the covered one is nowhere', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const visitor = await Visitor.on(await context.newPage(), 'en');
  await visitor.opens();
  const closing = visitor.panel.getByRole('button', { name: visitor.say.close });
  await expect(closing).toHaveCount(1);
  await closing.click();
  await expect(visitor.panel.getByRole('button', { name: visitor.say.open })).toBeFocused();
});

test('a passage that is open goes with its document, and the focus stays in the chat', async ({ page, request }) => {
  const signedIn = await request.post('/api/v1/auth/login', { data: { email: 'admin@nabta.test', password } });
  const headers = { authorization: `Bearer ${(await signedIn.json()).access_token}` };
  // A word that no other document holds.
  const word = `Loquatino${Date.now() % 100000}`;
  const buffer = Buffer.from(`# The ${word} tree\n\nThe ${word} tree costs 53 JOD and blooms in May.\n`);
  const file = { name: 'loquat.md', mimeType: 'text/markdown', buffer };
  const sent = await request.post('/api/v1/documents', { headers, multipart: { file } });
  const address = `/api/v1/documents/${(await sent.json()).id}`;
  const state = async () => (await (await request.get(address, { headers })).json()).state;
  await expect.poll(state, { timeout: 60_000 }).toBe('ready');

  const visitor = await Visitor.on(page, 'en');
  await visitor.opens();
  await visitor.writes(`What does the ${word} tree cost?`);
  await visitor.sources.filter({ hasText: word }).first().click();
  const sheet = visitor.panel.getByRole('dialog', { name: visitor.say.passage });
  await expect(sheet.getByText('53 JOD')).toBeVisible();
  // The page's own banner stays the only one.
  await expect(visitor.panel.getByRole('banner')).toHaveCount(0);
  expect((await request.delete(address, { headers })).ok()).toBe(true);
  await expect(sheet).toHaveCount(0);
  await expect(visitor.sources.filter({ hasText: word })).toHaveCount(0);
  await expect(visitor.log).toBeFocused();
});

test('a site that is not on the list is told apart from a line that is down', async ({ page, baseURL }) => {
  const key = /data-key="([^"]+)"/.exec(await (await page.request.get('/demo')).text())?.[1];
  const shop = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html');
    answer.end(`<html lang="en"><title>Shop</title><script src="${baseURL}/widget.js" data-key="${key}"></script>`);
  });
  await new Promise<void>((listening) => shop.listen(0, '127.0.0.1', listening));
  await page.goto(`http://127.0.0.1:${(shop.address() as AddressInfo).port}/`);
  const visitor = new Visitor(page, 'en');
  await visitor.launcher.click();
  await expect(visitor.panel.getByText(visitor.say.unavailable)).toBeVisible();
  await expect(visitor.panel.getByRole('button', { name: visitor.say.person })).toBeHidden();
  await page.route(`${baseURL}/api/**`, (route) => route.abort());
  await page.reload();
  await visitor.launcher.click();
  await expect(visitor.panel.getByText(visitor.say.offline)).toBeVisible();
  shop.close();
});

test('an answer that is higher than the log is read from its beginning, and can be looked at by a person', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 420 });
  const visitor = await Visitor.on(page, 'it');
  await visitor.opens();
  await visitor.writes('Quanto costa la consegna?');
  await expect(visitor.sources.first()).toBeVisible();
  const log = (await visitor.log.boundingBox())!;
  const answer = visitor.log.locator('.row[data-by=us]').last();
  await expect.poll(async () => (await answer.boundingBox())!.height).toBeGreaterThan(log.height);
  await expect.poll(async () => Math.abs((await answer.boundingBox())!.y - log.y)).toBeLessThan(20);

  await answer.getByRole('button', { name: visitor.say.review }).click();
  await expect(visitor.log.getByText(visitor.say.waiting_line)).toBeVisible();
});
