// Several people at once: colleagues who share an inbox, and another company that shares nothing.
import { expect, test } from '@playwright/test';
import { Agent } from '../actors/agent';
import { Visitor } from '../actors/visitor';

test('one takes the conversation, the colleague sees who has it and cannot answer over them', async ({ browser }) => {
  const words = 'My monstera lost a leaf on the way';
  const visitor = await Visitor.on(await (await browser.newContext()).newPage(), 'en');
  await visitor.opens();
  await visitor.asksForAPerson();
  await visitor.writes(words);
  const lina = await Agent.signsIn(await (await browser.newContext()).newPage(), 'lina@nabta.test', 'en');
  const omars = await (await browser.newContext()).newPage();
  // What the server tells Omar's screen can be held back, as on a slow line.
  const held: (() => void)[] = [];
  let slow = false;
  await omars.routeWebSocket(/\/stream$/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((frame) => {
      const tell = () => socket.send(frame);
      if (slow) held.push(tell);
      else tell();
    });
  });
  const omar = await Agent.signsIn(omars, 'omar@nabta.test', 'en');
  await lina.opens('unassigned', words);
  await omar.opens('unassigned', words);
  await expect(omar.button('take')).toBeVisible();

  slow = true;
  await lina.takes();
  await expect(visitor.log.getByText(visitor.say.joined.replace('{}', 'لينا عواد'))).toBeVisible();
  // Omar's screen has not heard of it; the server has, and says who was quicker.
  await omar.button('take').click();
  const refusal = omars.getByRole('dialog', { name: omar.say.inbox.contested_title });
  await expect(refusal).toContainText('لينا عواد');
  await refusal.getByRole('button', { name: omar.say.common.cancel }).click();

  slow = false;
  for (const tell of held) tell();
  const hers = omar.say.inbox.locked_colleague.split('{who}')[1];
  await expect(omars.getByText(hers)).toBeVisible();
  await expect(omar.box).toBeHidden();
  await expect(omar.button('take_over')).toBeVisible();
  // A note is for colleagues, so it may be written by any of them.
  await omar.notes('I had this customer on the phone yesterday');
  await expect(lina.log.getByText('on the phone yesterday')).toBeVisible();

  await lina.button('release').click();
  await omar.takes();
  await expect(lina.page.getByText(lina.say.inbox.locked_colleague.split('{who}')[1])).toBeVisible();
  await omar.replies('Omar here, a new one goes out today');
  await expect(lina.log.getByText('a new one goes out today')).toBeVisible();
  await expect(visitor.log.getByText('a new one goes out today')).toBeVisible();
  expect(await visitor.log.getByText('on the phone').count()).toBe(0);
  for (const side of [visitor, lina, omar]) await side.page.context().close();
});

test('another company sees nothing, not even by the address', async ({ browser }) => {
  const admin = await Agent.signsIn(await (await browser.newContext()).newPage(), 'admin@nabta.test', 'en');
  // One that is over: in one that has just begun nobody may have written yet.
  await admin.queue('resolved').click();
  await admin.page.locator('.queue-row__link').first().click();
  await expect(admin.log.locator('p[dir=auto]').first()).toBeVisible();
  const conversation = new URL(admin.page.url()).pathname;
  const said = (await admin.reads()).filter((line) => line.trim().length > 8);
  await admin.page.goto('/knowledge');
  await admin.page.locator('[data-state=ready] .document__title').last().click();
  await expect(admin.page.locator('.passage').first()).toBeVisible();
  const document = new URL(admin.page.url()).pathname;
  const title = await admin.page.getByRole('heading', { level: 1 }).innerText();
  await admin.page.context().close();
  expect(said.length).toBeGreaterThan(0);

  const giulia = await Agent.signsIn(await (await browser.newContext()).newPage(), 'admin@serra.test', 'it');
  const { page } = giulia;
  const nothing = giulia.say;
  for (const [address, secrets, told] of [
    [conversation, said, nothing.inbox.missing_title],
    [document, [title], nothing.knowledge.missing_title],
  ] as const) {
    await page.goto(address);
    await expect(page.getByText(told).first()).toBeVisible();
    const seen = await page.locator('body').innerText();
    expect(secrets.filter((secret) => seen.includes(secret))).toEqual([]);
  }
  // Her own inbox and knowledge are there, and hold nothing of the other's.
  await page.goto('/inbox');
  await giulia.queue('all').click();
  await expect(page.locator('.queue-row__link').first()).toBeVisible();
  await expect(page.locator(`a[href="${conversation}"]`)).toHaveCount(0);
  await page.goto('/knowledge');
  await expect(page.locator('.document').first()).toBeVisible();
  await expect(page.getByText(title, { exact: true })).toHaveCount(0);
  await page.context().close();
});
