import { expect, test } from '@playwright/test';

test('the server lives and can serve', async ({ request }) => {
  expect((await request.get('/healthz')).status()).toBe(200);
  expect((await request.get('/readyz')).status()).toBe(200);
});
