import { expect, test } from '@playwright/test';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from '../actors/agent';

/** A small site of a shop: two pages that link to one another, and one that robots.txt keeps away. */
function site(word: string): Promise<Server> {
  const page = (title: string, text: string) =>
    `<!doctype html><html lang="en"><title>${title}</title><main><h1>${title}</h1><p>${text}</p>
     <a href="/help/">Help</a> <a href="/help/repair">Repair</a> <a href="/private/prices">Prices</a></main></html>`;
  const pages: Record<string, string> = {
    '/help/': page(`${word} help`, `Everything about the ${word} and how it is looked after in spring.`),
    '/help/repair': page(`${word} repair`, `A ${word} that is broken is repaired within nine working days.`),
    '/private/prices': page('Prices', 'Nobody should read this.'),
  };
  const server = createServer((request, answer) => {
    const path = request.url ?? '/';
    if (path === '/robots.txt') return answer.setHeader('content-type', 'text/plain').end('User-agent: *\nDisallow: /private/\n');
    if (!pages[path]) return answer.writeHead(404).end('none');
    answer.setHeader('content-type', 'text/html; charset=utf-8').end(pages[path]);
  });
  return new Promise((listens) => server.listen(0, '127.0.0.1', () => listens(server)));
}

test('a site is looked at, read, found, and gone with its documents', async ({ page }) => {
  const word = `Windlass${Date.now() % 100000}`;
  const server = await site(word);
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { say } = await Agent.signsIn(page, 'admin@nabta.test', 'en');
  const words = say.knowledge;
  await page.goto('/knowledge');
  await page.getByRole('tab', { name: words.web_pages }).or(page.getByRole('link', { name: words.web_pages })).click();
  const url = page.getByLabel(words.web_url, { exact: true });

  await url.fill('http://10.0.0.1/help');
  await page.getByRole('button', { name: words.web_preview }).click();
  await expect(page.getByText(words.web_reason_private_address)).toBeVisible();
  await url.fill('not an address');
  await page.getByRole('button', { name: words.web_add, exact: true }).click();
  await expect(page.getByText(words.web_wrong_url)).toBeVisible();

  await page.getByLabel(words.web_kind).selectOption({ label: words.web_kind_crawl });
  await url.fill(`${address}/help/`);
  await page.getByRole('button', { name: words.web_preview }).click();
  await expect(page.getByText(`${address}/help/repair`)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: words.web_add, exact: true }).click();

  // Two pages are documents that answer; the third is left out and says why.
  await page.goto('/knowledge');
  const row = (title: string) => page.locator('.document').filter({ hasText: `${word} ${title}` });
  await expect(row('help').getByText(words.state_ready)).toBeVisible({ timeout: 60_000 });
  await expect(row('repair').getByText(words.state_ready)).toBeVisible({ timeout: 60_000 });
  await row('repair').getByRole('link').first().click();
  await expect(page.getByText('within nine working days')).toBeVisible();
  await expect(page.getByRole('link', { name: `${address}/help/repair` })).toBeVisible();

  await page.goto('/knowledge');
  await page.getByRole('tab', { name: words.web_pages }).or(page.getByRole('link', { name: words.web_pages })).click();
  const source = page.locator('.web-source').filter({ hasText: address });
  await expect(source).toBeVisible();
  await source.getByText(words.web_addresses).click();
  await expect(source.getByText(words.web_reason_robots)).toBeVisible();
  await source.getByRole('button', { name: say.common.delete }).click();
  await page.getByRole('dialog').getByRole('button', { name: say.common.delete }).click();
  await expect(source).toHaveCount(0);
  await page.goto('/knowledge');
  await expect(page.locator('.document').first()).toBeVisible();
  await expect(row('help')).toHaveCount(0);
  server.close();
});
