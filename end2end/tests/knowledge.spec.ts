import { expect, test } from '@playwright/test';
import { Agent, password } from '../actors/agent';
import { Visitor } from '../actors/visitor';

test('a document is taken in, found, answered from, and gone when it is deleted', async ({ browser, request }) => {
  // A word that no other document holds, so that nothing else can answer.
  const word = `Kumquatino${Date.now() % 100000}`;
  const admin = await Agent.signsIn(await (await browser.newContext()).newPage(), 'admin@nabta.test', 'en');
  const { page } = admin;
  const say = admin.say.knowledge;
  await page.goto('/knowledge');
  await page.locator('input[type=file]').setInputFiles({
    name: 'kumquat.md',
    mimeType: 'text/markdown',
    buffer: Buffer.from(`# The ${word} tree\n\nThe ${word} tree costs 47 JOD and blooms in April.\n`),
  });
  const row = page.getByRole('listitem').filter({ hasText: word }).filter({ has: page.getByRole('button') });
  await expect(row.getByText(say.state_ready)).toBeVisible({ timeout: 30_000 });

  await page.getByLabel(say.search_label).fill(`What does the ${word} tree cost?`);
  const hit = page.locator('mark').filter({ hasText: word }).first();
  await expect(hit).toBeVisible();

  const visitor = await Visitor.on(await (await browser.newContext()).newPage(), 'en');
  await visitor.opens();
  await visitor.writes(`What does the ${word} tree cost?`);
  await expect(visitor.log.getByText('47 JOD')).toBeVisible();

  await row.getByRole('button', { name: word }).click();
  await page.getByRole('button', { name: say.delete_confirm }).click();
  await expect(row).toHaveCount(0);
  await expect(hit).toHaveCount(0);
  const signedIn = await request.post('/api/v1/auth/login', { data: { email: 'admin@nabta.test', password } });
  const token = (await signedIn.json()).access_token;
  const found = await request.get(`/api/v1/knowledge/search?q=${word}`, { headers: { authorization: `Bearer ${token}` } });
  expect(JSON.stringify(await found.json())).not.toContain(word);

  const another = await Visitor.on(await (await browser.newContext()).newPage(), 'en');
  await another.opens();
  await another.writes(`How much is the ${word} tree?`);
  await expect(another.log.getByText(another.say.assistant).nth(1)).toBeVisible();
  await expect(another.log.getByText('47 JOD')).toHaveCount(0);
});

test('a file that cannot be read says why and what to do', async ({ page }) => {
  const admin = await Agent.signsIn(page, 'admin@nabta.test', 'en');
  await page.goto('/knowledge');
  await page.locator('input[type=file]').setInputFiles({
    name: 'broken.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7\nthis is no document'),
  });
  const row = page.getByRole('listitem').filter({ hasText: 'broken' });
  await expect(row.getByText(admin.say.knowledge.state_failed)).toBeVisible({ timeout: 30_000 });
});
