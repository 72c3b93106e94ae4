import { expect, test } from '@playwright/test';
import { Agent } from '../actors/agent';
import { Visitor } from '../actors/visitor';

test('a question without an answer is found, looked into, and becomes an article', async ({ browser }) => {
  const word = `Zamioculcas${Date.now() % 100000}`;
  const visitor = await Visitor.on(await (await browser.newContext()).newPage(), 'en');
  await visitor.opens();
  await visitor.writes(`Do you rent out a ${word}? Call me on 0791234567`);

  // Wide enough for the pane that says why.
  const desk = await browser.newContext({ viewport: { width: 1600, height: 900 } });
  const admin = await Agent.signsIn(await desk.newPage(), 'admin@nabta.test', 'en');
  const { page } = admin;
  const say = admin.say.knowledge;
  await page.goto('/knowledge');
  await page.getByRole('link', { name: say.gaps_title }).click();
  const question = page.getByRole('heading', { name: word });
  const gap = page.locator('.gap').filter({ has: question });
  // The assistant may still be thinking about it.
  await expect(async () => {
    await page.goto('/knowledge/gaps');
    await expect(gap).toHaveCount(1, { timeout: 3_000 });
  }).toPass();
  await expect(question).toContainText(say.hidden_phone);
  await expect(gap).not.toContainText('0791234567');

  // Into the conversation, and what the assistant did there is judged.
  await gap.getByText(say.gaps_examples).click();
  await gap.locator('.gap__link').click();
  await expect(admin.log.getByText(word)).toBeVisible();
  const bad = page.getByRole('button', { name: admin.say.inbox.mark_bad });
  await bad.click();
  await expect(bad).toHaveAttribute('aria-pressed', 'true');
  await page.reload();
  await expect(bad).toHaveAttribute('aria-pressed', 'true');

  await page.goto('/knowledge/gaps');
  await gap.getByRole('button', { name: say.gaps_write }).click();
  await expect(page).toHaveURL(/\/knowledge\/[0-9a-f-]+\/write$/);
  await expect(page.getByLabel(say.title_of)).toHaveValue(new RegExp(word));
  await page.goto('/knowledge/gaps');
  await expect(page.locator('.gap, .empty-state').first()).toBeVisible();
  await expect(gap).toHaveCount(0);
});
