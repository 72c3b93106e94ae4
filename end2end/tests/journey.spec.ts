import { expect, type Page, test } from '@playwright/test';
import { Agent } from '../actors/agent';
import { Visitor } from '../actors/visitor';

test('nothing but the loader is asked for, and nothing stored, before the click', async ({ page, context, baseURL }) => {
  const asked: URL[] = [];
  page.on('request', (request) => asked.push(new URL(request.url())));
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  const visitor = await Visitor.on(page, 'en');
  await page.waitForLoadState('networkidle');
  await expect(visitor.launcher).toBeVisible();

  // The shop's own page and pictures, and the loader: nothing of anybody else's.
  expect(asked.filter((url) => url.origin !== new URL(baseURL!).origin)).toEqual([]);
  const paths = asked.map((url) => url.pathname).filter((path) => path !== '/demo' && !path.startsWith('/demo/'));
  expect(paths).toEqual(['/widget.js']);
  expect(sockets).toEqual([]);
  expect(await stored(page)).toEqual([]);
  expect(await context.cookies()).toEqual([]);

  // Opened, it keeps the session and nothing else.
  await visitor.opens();
  await expect.poll(() => stored(page)).toEqual(['diwan:wk_demo_nabta:session']);
  expect(await context.cookies()).toEqual([]);
});

/** The names of everything that the page keeps in the browser. */
function stored(page: Page): Promise<string[]> {
  return page.evaluate(async () => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(({ name }) => String(name)),
    ...(await caches.keys()),
    ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
  ]);
}

test('a question is answered from the documents, a person takes over, and the visitor rates', async ({ browser }) => {
  const visitorContext = await browser.newContext({ locale: 'ar-JO' });
  const visitor = await Visitor.on(await visitorContext.newPage(), 'ar');
  await visitor.opens();

  // Answered in Jordanian Arabic from the help centre, with a source that opens at its passage.
  await visitor.writes('قديش بياخد التوصيل لعمان؟');
  await expect(visitor.log.getByText(/1\s*[–-]\s*2|يوم/).last()).toBeVisible();
  const source = visitor.log.getByRole('listitem').getByRole('button').last();
  await source.click();
  await expect(visitor.page.getByText(visitor.say.passage)).toBeVisible();
  await visitor.page.getByRole('button', { name: visitor.say.back }).click();

  // What the help centre does not hold gets an honest answer, and a person when asked for.
  await visitor.writes('مين بطل كأس العالم سنة 1998؟');
  await expect(visitor.log.getByText('لا أعرف الجواب')).toBeVisible();
  await visitor.asksForAPerson();

  // The agent has it in the queue at once.
  const agentContext = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const agent = await Agent.signsIn(await agentContext.newPage(), 'lina@nabta.test', 'en');
  // A row tells what the customer wants, not what the assistant said of it.
  await agent.opens('unassigned', 'مين بطل كأس العالم سنة 1998؟');
  await expect(agent.log.getByText('قديش بياخد التوصيل لعمان؟')).toBeVisible();
  await expect(agent.page.getByText(agent.say.decided.asked_for_person).first()).toBeVisible();
  await agent.takes();

  // Each side sees the other typing, before a word is sent.
  await agent.box.fill('أهلًا، معك لينا. كيف بقدر أساعدك؟');
  await expect(visitor.page.getByText(visitor.say.typing.replace('{}', 'لينا عواد')).first()).toBeVisible();
  await agent.box.press('Enter');
  await expect(visitor.log.getByText('معك لينا')).toBeVisible();
  await visitor.box.pressSequentially('شكرا');
  await expect(agent.log.getByText(agent.say.inbox.typing_somebody)).toBeVisible();
  expect(await agent.log.getByText('شكرا').count()).toBe(0);
  await visitor.box.fill('');

  await agent.notes('يسأل عن كرة القدم، لا عن النباتات');

  // The assistant stays silent while a person has the conversation.
  const byTheAssistant = visitor.log.getByText(`· ${visitor.say.assistant}`);
  const before = await byTheAssistant.count();
  await visitor.writes('كم رسوم التوصيل للعقبة؟');
  await expect(agent.log.getByText('كم رسوم التوصيل للعقبة؟')).toBeVisible();
  await visitor.page.waitForTimeout(1500);
  expect(await byTheAssistant.count()).toBe(before);
  expect(await visitor.log.getByText('لا عن النباتات').count()).toBe(0);

  await agent.button('resolve').click();
  await expect(visitor.page.getByText(visitor.say.rate).first()).toBeInViewport();
  await visitor.page.getByRole('radio', { name: visitor.say.star_5 }).check({ force: true });
  await visitor.page.getByRole('textbox', { name: visitor.say.comment }).fill('خدمة ممتازة');
  await visitor.page.getByRole('button', { name: visitor.say.rate_send }).click();
  await expect(visitor.page.getByText(visitor.say.thanks)).toBeVisible();
  await expect(agent.page.getByText('خدمة ممتازة')).toBeVisible();
  expect(await agentContext.cookies()).toEqual([]);
  expect(await visitorContext.cookies()).toEqual([]);
  await visitorContext.close();
  await agentContext.close();
});

