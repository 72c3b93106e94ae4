import { expect, type Page, test } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { Agent, password } from '../actors/agent';
import { Visitor } from '../actors/visitor';

/** Drags a file over the page and lets it go over an element, as the browser itself reports it. */
async function dropsFile(page: Page, path: string, over: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  const marked = page.locator('.drop__zone--over');
  for (const [type, where] of [['dragEnter', '.page__columns'], ['dragOver', '.drop__zone'], ['dragOver', over], ['drop', over]] as const) {
    const box = (await page.locator(where).boundingBox())!;
    if (type === 'drop') await expect(marked).toBeVisible();
    await devtools.send('Input.dispatchDragEvent', { type, x: box.x + box.width / 2, y: box.y + box.height / 2, data });
  }
  await expect(marked).toHaveCount(0);
  await devtools.detach();
}

/** The words that the rows of the list say of their state from now on, each once, in order. */
async function tellsItsStates(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen: string[] = [];
    const look = () => {
      const state = document.querySelector('.document:not([data-state=ready], [data-state=failed]) .document__state');
      const word = state?.textContent?.trim();
      if (word && seen.at(-1) !== word) seen.push(word);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    Object.assign(window, { statesSeen: seen });
  });
  return () => page.evaluate(() => (window as unknown as { statesSeen: string[] }).statesSeen);
}

test('a document is taken in, found, answered from, and gone when it is deleted', async ({ browser, request }, info) => {
  // A word that no other document holds, so that nothing else can answer.
  const word = `Kumquatino${Date.now() % 100000}`;
  const admin = await Agent.signsIn(await (await browser.newContext()).newPage(), 'admin@nabta.test', 'en');
  const { page } = admin;
  const say = admin.say.knowledge;
  await page.goto('/knowledge');
  await expect(page.locator('[data-state=ready]').first()).toBeVisible();
  const states = await tellsItsStates(page);
  // Long enough that its stages can be watched.
  const care = Array.from({ length: 400 }, (_, at) => `## Week ${at}\n\nWater the pot well, and turn it ${at} degrees.\n`);
  const file = info.outputPath('kumquat.md');
  await writeFile(file, `# The ${word} tree\n\nThe ${word} tree costs 47 JOD and blooms in April.\n\n${care.join('\n')}`);
  // Also what misses the zone is taken, and does not replace the page.
  await dropsFile(page, file, '.rail__nav');
  const row = page.getByRole('listitem').filter({ hasText: word }).filter({ has: page.getByRole('button') });
  await expect(row.getByText(say.state_ready)).toBeVisible({ timeout: 30_000 });
  const stages = [say.state_received, say.stage_extract, say.stage_chunk, say.stage_embed];
  const told = await states();
  expect(told.length).toBeGreaterThan(1);
  expect(told).toEqual(stages.filter((stage) => told.includes(stage)));

  await page.getByLabel(say.search_label).fill(`What does the ${word} tree cost?`);
  const hit = page.locator('mark').filter({ hasText: word }).first();
  await expect(hit).toBeVisible();

  const visitor = await Visitor.on(await (await browser.newContext()).newPage(), 'en');
  await visitor.opens();
  await visitor.writes(`What does the ${word} tree cost?`);
  await expect(visitor.log.getByText('47 JOD')).toBeVisible();
  const cited = visitor.sources.filter({ hasText: word });
  await expect(cited).not.toHaveCount(0);
  const lina = await Agent.signsIn(await (await browser.newContext()).newPage(), 'lina@nabta.test', 'en');
  await lina.opens('all', word);
  const source = lina.page.locator('.source').filter({ hasText: word });
  const passage = lina.page.locator('.passage').filter({ hasText: word });
  await expect(passage).not.toHaveCount(0);
  await source.click();
  const card = lina.page.getByRole('dialog').filter({ hasText: '47 JOD' });
  await expect(card).toBeVisible();

  await row.getByRole('button', { name: word }).click();
  await page.getByRole('button', { name: say.delete_confirm }).click();
  await expect(row).toHaveCount(0);
  await expect(hit).toHaveCount(0);
  // It is off the screens on which it stood, without a reload.
  for (const gone of [card, source, passage, cited]) await expect(gone).toHaveCount(0);
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
