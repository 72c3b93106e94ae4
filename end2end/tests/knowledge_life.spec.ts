import { expect, test } from '@playwright/test';
import { Agent } from '../actors/agent';

test('a document is looked through, masked and published, and kept from customers', async ({ page }) => {
  const word = `Ginkgo${Date.now() % 100000}`;
  const { say } = await Agent.signsIn(page, 'admin@nabta.test', 'en');
  const words = say.knowledge;
  await page.goto('/knowledge');
  await page.getByText(words.review_first).click();
  await page.locator('input[type=file]').setInputFiles({
    name: 'ginkgo.md',
    mimeType: 'text/markdown',
    buffer: Buffer.from(`# About ${word}\n\nAsk Lina under ginkgo@leaves.example about the ${word} tree in the yard.\n`),
  });
  await page.getByRole('link', { name: `About ${word}` }).or(page.getByRole('link', { name: 'ginkgo' })).first().click();
  await expect(page.getByText(words.review_lead)).toBeVisible();
  await expect(page.locator('mark').filter({ hasText: 'ginkgo@leaves.example' })).toBeVisible();
  await page.getByRole('checkbox', { name: new RegExp(words.personal_email) }).check({ force: true });
  await page.getByRole('button', { name: words.publish }).click();
  await expect(page.getByText('•••')).toBeVisible();
  await expect(page.getByText('ginkgo@leaves.example')).toHaveCount(0);

  await page.getByText(words.document_settings).click();
  await page.getByLabel(words.audience).selectOption('members');
  await page.getByRole('button', { name: say.common.save }).click();
  await expect(page.getByRole('list').getByText(words.audience_members)).toBeVisible();
  await page.goto('/knowledge');
  await page.getByLabel(words.filter_label).fill(word.toUpperCase());
  await expect(page.locator('.document')).toHaveCount(1);
  await page.getByLabel(words.filter_label).fill('no such title');
  await expect(page.getByText(words.filter_nothing)).toBeVisible();
});

/** What the line below an article says of a version; numbers stand between marks that nobody sees. */
function told(text: string, version: number): RegExp {
  return new RegExp(text.replace(/[()]/g, '\\$&').replace('{version}', `\\W*${version}\\W*`));
}

test('an article is written, published, written on and taken back', async ({ page }) => {
  const word = `Almond${Date.now() % 100000}`;
  const { say } = await Agent.signsIn(page, 'admin@nabta.test', 'en');
  const words = say.knowledge;
  await page.goto('/knowledge');
  await page.getByRole('link', { name: words.new_article }).click();
  await page.getByLabel(words.title_of).fill(`The ${word}`);
  const text = page.getByRole('textbox', { name: words.article_text });
  await text.click();
  await page.keyboard.type(`The ${word} costs `);
  await page.getByRole('button', { name: words.tool_bold, exact: true }).click();
  await page.keyboard.type('12 JOD');
  await page.getByRole('button', { name: words.tool_bold, exact: true }).click();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: words.tool_list, exact: true }).click();
  await page.keyboard.type('It is watered weekly.');
  await page.getByRole('button', { name: words.publish }).click();
  await expect(page.getByText(told(words.published_of, 1))).toBeVisible();
  await page.reload();
  await expect(text.locator('strong')).toHaveText('12 JOD');
  await expect(text.locator('li')).toHaveText('It is watered weekly.');

  await text.locator('li').click();
  await page.keyboard.press('End');
  await page.keyboard.type(' And in summer daily.');
  await expect(page.getByText(told(words.draft_of, 2))).toBeVisible();
  // The list knows it as published, with something waiting.
  await page.goto('/knowledge');
  await expect(page.locator('.document').filter({ hasText: word }).getByText(words.draft_newer)).toBeVisible();
  await page.goBack();
  await expect(text.locator('li')).toHaveText('It is watered weekly. And in summer daily.');
  await page.getByText(words.versions).click();
  await page.getByRole('button', { name: words.restore }).click();
  await expect(text.getByText('And in summer daily.')).toHaveCount(0);
  await page.goto('/knowledge');
  const row = page.locator('.document').filter({ hasText: word });
  await expect(row.getByText(words.state_ready)).toBeVisible();
  await expect(row.getByText(words.kind_article)).toBeVisible();
});
