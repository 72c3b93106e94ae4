// The inbox as those who work in it all day expect it.
import { expect, type Page, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { Agent } from '../actors/agent';
import { complaints } from '../actors/eyes';
import { languages } from '../actors/texts';
import { Visitor } from '../actors/visitor';

/** A conversation of its own, waiting for a person. */
async function customerWrites(page: Page, words: string): Promise<Visitor> {
  const visitor = await Visitor.on(page, 'en');
  await visitor.opens();
  await visitor.asksForAPerson();
  await visitor.writes(words);
  return visitor;
}

/** Hands a picture, painted in the page, to the element as an event of dragging or pasting would. */
async function hands(page: Page, selector: string, how: 'drop' | 'paste', name: string): Promise<void> {
  await page.evaluate(
    async ({ selector, how, name }) => {
      const canvas = new OffscreenCanvas(480, 300);
      const brush = canvas.getContext('2d')!;
      brush.fillStyle = '#1c8b6d';
      brush.fillRect(0, 0, 480, 300);
      brush.fillStyle = '#f6d55c';
      brush.fillRect(150, 90, 180, 120);
      const data = new DataTransfer();
      data.items.add(new File([await canvas.convertToBlob()], name, { type: 'image/png' }));
      const init = { bubbles: true, cancelable: true };
      const target = document.querySelector(selector)!;
      if (how === 'paste') target.dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData: data }));
      else for (const type of ['dragenter', 'dragover', 'drop']) target.dispatchEvent(new DragEvent(type, { ...init, dataTransfer: data }));
    },
    { selector, how, name },
  );
}

test('files go with replies and notes, however they were chosen, and come back as they were', async ({ browser }) => {
  const words = 'Please send me the invoice of my ficus';
  const visitor = await customerWrites(await (await browser.newContext()).newPage(), words);
  const page = await (await browser.newContext()).newPage();
  const heard = complaints(page);
  const lina = await Agent.signsIn(page, 'lina@nabta.test', 'en');
  const say = lina.say.inbox;
  const named = (key: string, name: string) => say[key].replace('{name}', `\u2068${name}\u2069`);
  await lina.opens('unassigned', words);
  await lina.takes();

  const chosen = page.getByRole('list', { name: say.attach_label });
  const choosing = page.waitForEvent('filechooser');
  await lina.button('attach').focus();
  await page.keyboard.press('Enter');
  await (await choosing).setFiles([
    { name: 'فاتورة.txt', mimeType: 'text/plain', buffer: Buffer.from('Ficus, 12 JOD') },
    { name: 'film.mov', mimeType: 'video/quicktime', buffer: Buffer.alloc(26 * 1024 * 1024) },
  ]);
  await expect(chosen.getByRole('alert')).toHaveText(/25\sMB/);
  await chosen.getByRole('button', { name: named('attach_remove', 'film.mov') }).press('Enter');
  await expect(chosen.getByText('film.mov')).toHaveCount(0);
  await expect(lina.button('attach')).toBeFocused();
  await hands(page, '.log', 'drop', 'ficus.png');
  await hands(page, '.composer__text', 'paste', 'pot.png');
  for (const name of ['فاتورة.txt', 'ficus.png', 'pot.png']) {
    await expect(chosen.getByText(named('attach_there', name))).toBeAttached();
  }
  // The customer's chat has no place for files, and a reply needs words for them.
  await expect(page.getByText(say.attach_team_only)).toBeVisible();
  await expect(lina.button('send')).toBeDisabled();
  // What is chosen belongs to its conversation.
  const here = page.url();
  await lina.queue('all').click();
  await page.locator(`.queue-row__link:not([href="${new URL(here).pathname}"])`).last().click();
  await expect(page).not.toHaveURL(here);
  await expect(chosen).toHaveCount(0);
  await page.goBack();
  await expect(chosen.getByRole('listitem')).toHaveCount(3);
  await lina.replies('Here is your invoice');
  await expect(chosen).toHaveCount(0);

  const sent = lina.log.locator('article').filter({ hasText: 'Here is your invoice' });
  await expect(sent.getByRole('listitem')).toHaveCount(3);
  await expect(sent.locator('img')).toHaveCount(2);
  await expect
    .poll(() => sent.locator('img').evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth)))
    .toEqual([480, 480]);
  await sent.getByRole('button', { name: named('file_show', 'ficus.png') }).click();
  await expect(page.getByRole('dialog').getByRole('img', { name: 'ficus.png' })).toBeVisible();
  await page.keyboard.press('Escape');
  // Each press asks for a link of its own: a link gives the file once.
  for (let time = 0; time < 2; time++) {
    const download = page.waitForEvent('download');
    await sent.getByRole('button', { name: named('file_download', 'فاتورة.txt') }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('فاتورة.txt');
    expect(readFileSync(await file.path(), 'utf8')).toBe('Ficus, 12 JOD');
  }

  // A note may be a file alone; a colleague has it as well.
  await lina.button('note').click();
  await hands(page, '.composer__text', 'paste', 'stock.png');
  await expect(chosen.getByText(named('attach_there', 'stock.png'))).toBeAttached();
  await page.getByRole('textbox', { name: say.write_note }).press('Enter');
  const omar = await Agent.signsIn(await (await browser.newContext()).newPage(), 'omar@nabta.test', 'en');
  await omar.page.goto(here);
  const note = omar.log.locator('article').last();
  await expect(note.getByRole('button', { name: named('file_download', 'stock.png') })).toBeVisible();
  await expect(note.locator('img')).toBeVisible();
  await expect(note.locator('p')).toHaveCount(0);
  await expect(visitor.log.getByText('Here is your invoice')).toBeVisible();
  expect(heard).toEqual([]);
  for (const side of [visitor, lina, omar]) await side.page.context().close();
});

test('a file that does not get through says why, and the others go on', async ({ browser }) => {
  const words = 'My order came with the wrong pot';
  const visitor = await customerWrites(await (await browser.newContext()).newPage(), words);
  const page = await (await browser.newContext()).newPage();
  const lina = await Agent.signsIn(page, 'lina@nabta.test', 'en');
  const say = lina.say.inbox;
  const named = (key: string, name: string) => say[key].replace('{name}', `\u2068${name}\u2069`);
  await lina.opens('unassigned', words);

  let asked = 0;
  await page.route('**/api/v1/attachments', async (route) => {
    asked += 1;
    const problem = { type: '', title: '', status: 415, detail: '', code: 'unsupported_media_type', request_id: '' };
    if (asked === 1) await route.fulfill({ status: 415, contentType: 'application/problem+json', json: problem });
    else if (asked === 2) await route.abort();
    // The third gets no answer until it is taken back.
    else if (asked !== 3) await route.continue();
  });
  const chosen = page.getByRole('list', { name: say.attach_label });
  const one = (name: string) => chosen.getByRole('listitem').filter({ hasText: name });
  await hands(page, '.log', 'drop', 'refused.png');
  await expect(one('refused.png').getByRole('alert')).toHaveText(say.attach_refused);
  await expect(one('refused.png').getByRole('button', { name: named('attach_again', 'refused.png') })).toHaveCount(0);
  await hands(page, '.log', 'drop', 'lost.png');
  await expect(one('lost.png').getByRole('alert')).toHaveText(lina.say.errors.offline);
  await hands(page, '.log', 'drop', 'slow.png');
  await expect(one('slow.png').getByRole('progressbar')).toBeVisible();
  await one('lost.png').getByRole('button', { name: named('attach_again', 'lost.png') }).click();
  await expect(one('lost.png')).toContainText(say.attach_waiting);
  await lina.box.fill('Sorry about that');
  await expect(lina.button('send')).toBeDisabled();
  await one('slow.png').getByRole('button', { name: named('attach_remove', 'slow.png') }).click();
  await expect(chosen.getByText(named('attach_there', 'lost.png'))).toBeAttached();
  await lina.box.press('Enter');
  const sent = lina.log.locator('article').filter({ hasText: 'Sorry about that' });
  await expect(sent.getByRole('listitem')).toHaveText(/lost\.png/);
  // What did not go along is still there to be seen.
  await expect(one('refused.png')).toBeVisible();
  for (const side of [visitor, lina]) await side.page.context().close();
});

test('those at one conversation see each other, and whoever is second is warned before they send', async ({ browser }) => {
  const words = 'Is the olive tree hardy?';
  const visitor = await customerWrites(await (await browser.newContext()).newPage(), words);
  const sides = await Promise.all(
    ['lina@nabta.test', 'omar@nabta.test'].map(async (email) =>
      Agent.signsIn(await (await browser.newContext()).newPage(), email, 'en'),
    ),
  );
  const [lina, omar] = sides;
  const say = lina.say.inbox;
  const who = (key: string, name: string) => say[key].replace('{who}', `\u2068${name}\u2069`);
  const here = lina.page.getByRole('img', { name: say.visitor_here });
  await lina.opens('unassigned', words);
  await expect(here).toBeVisible();
  await expect(lina.page.getByText(/ is viewing$/)).toHaveCount(0);
  await omar.opens('unassigned', words);
  await expect(lina.page.getByText(who('viewing', 'Omar Haddad'))).toBeVisible();
  await expect(omar.page.getByText(who('viewing', 'لينا عواد'))).toBeVisible();

  // Omar begins a reply; Lina sees it, and is asked before hers goes out.
  await omar.box.pressSequentially('Yes, down to');
  await expect(lina.page.getByText(who('replying', 'Omar Haddad'))).toBeVisible();
  await expect(lina.page.getByText(who('rival', 'Omar Haddad'))).toBeVisible();
  await lina.box.fill('It is hardy');
  await lina.box.press('Enter');
  const question = lina.page.getByRole('dialog', { name: say.rival_title });
  await expect(question).toContainText('Omar Haddad');
  await question.getByRole('button', { name: lina.say.common.cancel }).click();
  await expect(lina.log.getByText('It is hardy')).toHaveCount(0);
  await expect(lina.box).toHaveValue('It is hardy');
  // A note is for colleagues: nobody is in its way.
  await lina.notes('Omar answers this one');
  await lina.button('reply').click();
  await omar.page.keyboard.type(' minus seven');
  await lina.box.fill('It is hardy to minus seven');
  await expect(lina.page.getByText(who('rival', 'Omar Haddad'))).toBeVisible();
  await lina.box.press('Enter');
  await question.getByRole('button', { name: say.send_anyway }).click();
  await expect(lina.log.getByText('It is hardy to minus seven')).toBeVisible();
  await expect(omar.box).toBeHidden();

  // Who goes is gone, in another conversation as well as for good.
  await omar.page.keyboard.press('Escape');
  await omar.page.goto('/inbox');
  await expect(lina.page.getByText(who('viewing', 'Omar Haddad'))).toHaveCount(0);
  await visitor.page.context().close();
  await expect(here).toHaveCount(0);
  for (const side of sides) await side.page.context().close();
});

test('the panes scroll and the page does not, and keys do what the sheet of keys says', async ({ browser }) => {
  const words = 'A question for the keys';
  const visitor = await customerWrites(await (await browser.newContext()).newPage(), words);
  const page = await (await browser.newContext({ viewport: { width: 1200, height: 800 } })).newPage();
  const lina = await Agent.signsIn(page, 'lina@nabta.test', 'en');
  const say = lina.say.inbox;
  await lina.queue('all').click();
  await expect(page.locator('.queue-row').nth(12)).toBeVisible();
  const moved = () =>
    page.evaluate(() =>
      [document.scrollingElement!, ...document.querySelectorAll('.frame, .frame__page, .inbox, .queue, .conversation')]
        .filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollTop !== 0)
        .map((one) => `${one.className || one.tagName}: ${one.scrollHeight} in ${one.clientHeight} at ${one.scrollTop}`),
    );
  for (const key of ['End', 'Space', 'PageDown']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(200);
    expect(await moved()).toEqual([]);
  }
  await lina.opens('unassigned', words);
  for (const key of ['End', 'PageDown']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(200);
    expect(await moved()).toEqual([]);
  }

  // Taken, the next key is a key still; in the box letters are letters, and Escape gives them back to the inbox.
  await page.locator('body').press('t');
  await expect(lina.button('release')).toBeVisible();
  await expect(lina.box).not.toBeFocused();
  await page.keyboard.press('r');
  await expect(lina.box).toBeFocused();
  await page.keyboard.type('n');
  await expect(lina.box).toHaveValue('n');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Escape');
  await expect(lina.box).not.toBeFocused();
  // However fast: what follows the key is in the box that it opens, from its first letter.
  await page.keyboard.press('n');
  await page.keyboard.type('regular');
  await expect(page.getByRole('textbox', { name: say.write_note })).toHaveValue('regular');
  await page.getByRole('textbox', { name: say.write_note }).fill('');
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  await expect(lina.box).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: say.shortcuts })).toContainText(say.keys_leave);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/inbox$/);
  for (const side of [visitor, lina]) await side.page.context().close();
});

test('a palette that finds no command offers to look in the messages', async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  const lina = await Agent.signsIn(page, 'lina@nabta.test', 'en');
  const say = lina.say.inbox;
  await expect(lina.queue('all')).toBeVisible();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: say.palette });
  await palette.getByRole('textbox').fill('saksı');
  await expect(palette.getByRole('status')).toContainText(say.palette_none.replace('{words}', '\u2068saksı\u2069'));
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(page.getByRole('searchbox', { name: say.search })).toHaveValue('saksı');
  await page.context().close();
});

test('what is said follows a change of language, and no text is read where it could not', async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  const heard: string[] = [];
  page.on('console', (message) => {
    if (/reactive tracking context/.test(message.text())) heard.push(message.text().split('\n').slice(0, 6).join(' '));
  });
  const admin = await Agent.signsIn(page, 'admin@nabta.test', 'en');
  await admin.queue('all').click();
  await page.locator('.queue-row__link').last().click();
  await expect(admin.log.locator('p[dir=auto]').first()).toBeVisible();
  await page.route('**/assign', (route) => route.abort());
  await admin.button('assign').click();
  await page.locator('.actions .menu__item').first().click();
  const toast = page.locator('.toast__text');
  await expect(toast).toHaveText(admin.say.errors.offline);
  await page.getByRole('button', { name: admin.say.nav.account }).click();
  await page.getByRole('button', { name: 'Italiano' }).click();
  await expect(toast).toHaveText(new Agent(page, 'it').say.errors.offline);
  for (const name of ['knowledge', 'assistant', 'widget']) {
    await page.getByRole('link', { name: new Agent(page, 'it').say.nav[name], exact: true }).click();
    await expect(page.locator('main input').first()).toBeAttached();
  }
  expect(heard).toEqual([]);
  await page.context().close();
});

test('a sentence in the middle of which a colleague takes over is nobody’s commands', async ({ browser }) => {
  const words = 'Which of you has my fig tree?';
  const visitor = await customerWrites(await (await browser.newContext()).newPage(), words);
  const sides = await Promise.all(
    ['lina@nabta.test', 'omar@nabta.test'].map(async (email) =>
      Agent.signsIn(await (await browser.newContext()).newPage(), email, 'en'),
    ),
  );
  const [lina, omar] = sides;
  await lina.opens('unassigned', words);
  await lina.takes();
  await lina.box.pressSequentially('It is ');
  await omar.opens('all', words);
  await omar.button('take_over').click();
  const here = lina.page.url();
  await expect(lina.box).toBeHidden();
  await expect(lina.page.locator('.composer__locked')).toBeFocused();
  await lina.page.keyboard.type('on the truck, not here, reject it ten times');
  await expect(lina.page).toHaveURL(here);
  await expect(lina.page.getByText(/ resolved the conversation$/)).toHaveCount(0);
  // What a colleague has, nobody else ends.
  await expect(lina.button('resolve')).toBeHidden();
  await lina.button('take_over').click();
  await expect(lina.box).toHaveValue('It is ');
  await expect(lina.box).toBeFocused();
  for (const side of [visitor, ...sides]) await side.page.context().close();
});

test('what is written outlives the page: drafts wait, messages go out', async ({ browser }) => {
  const words = 'Do lemons survive a winter on the balcony?';
  const visitor = await customerWrites(await (await browser.newContext()).newPage(), words);
  const page = await (await browser.newContext()).newPage();
  const lina = await Agent.signsIn(page, 'lina@nabta.test', 'en');
  await lina.opens('unassigned', words);
  await lina.takes();
  let down = true;
  await page.route('**/messages', (route) => (down && route.request().method() === 'POST' ? route.abort() : route.continue()));
  await lina.box.fill('They do, wrapped in fleece');
  await lina.box.press('Enter');
  await expect(lina.log.locator('.bubble--pending')).toHaveCount(1);
  await lina.box.fill('And one more thing');
  // Closing the window would lose both, so the browser asks.
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const question = await asked;
  expect(question.type()).toBe('beforeunload');
  await question.dismiss();

  await page.getByRole('link', { name: lina.say.nav.knowledge, exact: true }).click();
  await expect(page).toHaveURL(/knowledge/);
  down = false;
  await expect(visitor.log.getByText('They do, wrapped in fleece')).toBeVisible();
  await page.goBack();
  await expect(lina.box).toHaveValue('And one more thing');
  await expect(lina.log.getByText('They do, wrapped in fleece')).toHaveCount(1);
  for (const side of [visitor, lina]) await side.page.context().close();
});

test('whoever signs out in one tab is told so in the other, and an address of nobody leads back', async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const lina = await Agent.signsIn(page, 'lina@nabta.test', 'en');
  await page.goto('/inbox/019a0000-0000-7000-8000-000000000000');
  await page.getByRole('button', { name: lina.say.inbox.back_to_queue }).last().click();
  await expect(page).toHaveURL(/\/inbox$/);
  const other = new Agent(await context.newPage(), 'en');
  await other.page.goto('/knowledge');
  await other.page.getByRole('button', { name: other.say.nav.account }).click();
  await other.page.getByRole('button', { name: other.say.nav.sign_out }).click();
  for (const side of [page, other.page]) {
    await expect(side).toHaveURL(/\/login$/);
    await expect(side.getByText(lina.say.login.signed_out)).toBeVisible();
  }
  await context.close();
});

test('what a search found says with whom it was and who wrote it, and the arrows lead through it', async ({ browser }) => {
  // A word of its own, so that nothing older is found.
  const plant = `Zamio${Array.from({ length: 8 }, () => 'abcdefghij'[Math.floor(Math.random() * 10)]).join('')}`;
  const question = `The leaves of my ${plant} turn yellow`;
  const visitor = await customerWrites(await (await browser.newContext()).newPage(), question);
  const page = await (await browser.newContext()).newPage();
  const lina = await Agent.signsIn(page, 'lina@nabta.test', 'en');
  await lina.opens('unassigned', question);
  await lina.takes();
  await lina.replies(`A ${plant} wants less water`);
  const customer = await page.locator('.conversation__name').innerText();
  await page.keyboard.press('Escape');

  const search = page.getByRole('searchbox');
  await search.fill(plant.toLowerCase());
  const hits = page.locator('.queue__list').getByRole('button');
  await expect(hits).toHaveCount(2);
  for (const [at, author] of ['لينا عواد', lina.say.inbox.contact].entries()) {
    await expect(hits.nth(at).locator('.queue-row__name')).toHaveText(customer);
    await expect(hits.nth(at).locator('.queue-row__marks')).toContainText(author);
    await expect(hits.nth(at).locator('mark')).toHaveText(plant);
  }
  await search.press('ArrowDown');
  await expect(hits.nth(0)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(search).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(hits.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(lina.log.getByText(question)).toBeInViewport();
  await lina.button('resolve').click();
  await visitor.page.close();
});

test('an address that is no id is not here, like one of somebody else’s', async ({ page }) => {
  const lina = await Agent.signsIn(page, 'lina@nabta.test', 'en');
  const foreign = '018f0000-0000-7000-8000-000000000000';
  for (const [room, id] of ['inbox', 'knowledge'].flatMap((room) => [[room, 'nope'], [room, foreign]])) {
    await page.goto(`/${room}/${id}`);
    await expect(page.getByText(lina.say[room].missing_title)).toBeVisible();
    await expect(page.getByRole('button', { name: lina.say.common.retry })).toHaveCount(0);
  }
});

test('on a phone the actions stand in one line', async ({ browser }) => {
  const visitor = await Visitor.on(await (await browser.newContext()).newPage(), 'en');
  await visitor.opens();
  await visitor.writes('How long does delivery to Irbid take on a phone?');
  for (const language of languages) {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    const page = await context.newPage();
    const agent = await Agent.signsIn(page, 'admin@nabta.test', language);
    await agent.queue('all').click();
    await agent.row('How long does delivery to Irbid take on a phone?').click();
    await expect(agent.button('resolve')).toBeVisible();
    const tops = await page.locator('.actions > *').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    expect(tops.length).toBeGreaterThan(3);
    expect(new Set(tops).size, `${language}: ${tops}`).toBe(1);

    await context.close();
  }
});

test('on a phone a word about what was done leaves the way on free', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  const agent = await Agent.signsIn(page, 'admin@serra.test', 'it');
  await page.goto('/assistant');
  const most = page.locator('[name=assistant-tenant-answers]');
  await expect(most).not.toHaveValue('');
  await most.fill(String(Number(await most.inputValue()) + 1));
  await page.getByRole('button', { name: agent.say.common.save, exact: true }).click();
  const said = page.locator('.toast');
  await expect(said).toBeVisible();
  const free = async () => {
    const [above, below] = [(await said.boundingBox())!, (await page.locator('.rail').boundingBox())!];
    return above.y + above.height <= below.y;
  };
  await expect.poll(free).toBe(true);
});

test('an older list brings no badge back to the conversation that is being read', async ({ browser }) => {
  const words = 'My olive tree came without olives';
  const visitor = await customerWrites(await (await browser.newContext()).newPage(), words);
  const context = await browser.newContext();
  const lina = await Agent.signsIn(await context.newPage(), 'lina@nabta.test', 'en');
  await lina.queue('all').click();
  await expect(lina.row(words).locator('.count')).toBeVisible();
  const address = (await lina.row(words).getAttribute('href'))!;

  // A tab in which every list is from before the reading and arrives after it.
  const page = await context.newPage();
  const read = page.waitForResponse('**/read');
  let asked = () => {};
  const old = new Promise<void>((done) => (asked = done));
  let body = '';
  await page.route('**/api/v1/conversations?queue=*', async (route) => {
    if (!body) {
      body = await (await route.fetch()).text();
      asked();
    }
    await read;
    await route.fulfill({ contentType: 'application/json', body });
  });
  await page.route('**/read', async (route) => {
    await old;
    await route.continue();
  });
  await page.goto(address);
  await read;
  // The others come with the list alone.
  await expect(page.locator('.queue-row__link').nth(1)).toBeVisible();
  const badge = page.locator(`.queue-row__link[href="${address}"] .count`);
  await expect(page.locator(`.queue-row__link[href="${address}"]`)).toBeVisible();
  await expect(badge).toHaveCount(0);
  // What comes while it is read is read.
  await visitor.writes('And without leaves');
  await expect(page.getByRole('log').getByText('And without leaves')).toBeVisible();
  await expect(badge).toHaveCount(0);
});

test('the navigation stays as it was while nobody can say who is signed in', async ({ page }) => {
  const admin = await Agent.signsIn(page, 'admin@nabta.test', 'en');
  const entries = page.getByRole('navigation').getByRole('link');
  await expect(entries).toHaveCount(4);
  await page.route('**/api/v1/me', (route) => route.abort());
  await page.goto('/widget');
  await expect(entries).toHaveCount(4);
  // Without a memory of it, the page one is on has its name all the same.
  await page.evaluate(() => localStorage.removeItem('diwan.rights'));
  await page.reload();
  await expect(entries).toHaveText([admin.say.nav.inbox, admin.say.nav.widget]);
});

test('an address without a page speaks the language that was chosen here', async ({ page }) => {
  const admin = await Agent.signsIn(page, 'admin@nabta.test', 'fa');
  await page.goto('/no/such/page');
  await expect(page.getByRole('heading', { name: admin.say.not_found.title })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
});
