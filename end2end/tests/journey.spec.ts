import { expect, test } from '@playwright/test';
import { Agent } from '../actors/agent';
import { Visitor } from '../actors/visitor';

test('nothing but the loader is asked for, and nothing stored, before the click', async ({ page, context }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto('/demo?lang=en', { waitUntil: 'networkidle' });
  const ours = asked.filter((path) => path.startsWith('/w/') || path.startsWith('/api/') || path === '/widget.js');
  expect(ours).toEqual(['/widget.js']);
  expect(await page.evaluate(() => Object.keys(localStorage).concat(Object.keys(sessionStorage)))).toEqual([]);
  expect(await context.cookies()).toEqual([]);
  expect(await page.locator('diwan-widget').count()).toBe(1);
});

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
  await agent.queue('unassigned').click();
  // The queue shows the last words; who waits longest stands first.
  const row = agent.page.getByRole('link').filter({ hasText: 'لا أعرف الجواب' }).last();
  await expect(row).toBeVisible();
  await row.click();
  await expect(agent.log.getByText('قديش بياخد التوصيل لعمان؟')).toBeVisible();
  await expect(agent.page.getByText(agent.say.inbox.reason_asked_for_person).first()).toBeVisible();
  await agent.button('take').click();

  const box = agent.page.getByRole('textbox', { name: agent.say.inbox.write_reply });
  await box.fill('أهلًا، معك لينا. كيف بقدر أساعدك؟');
  await expect(visitor.page.getByText(visitor.say.typing.replace('{}', 'لينا عواد')).first()).toBeVisible();
  await box.press('Enter');
  await expect(visitor.log.getByText('معك لينا')).toBeVisible();

  await agent.button('note').click();
  const note = agent.page.getByRole('textbox', { name: agent.say.inbox.write_note });
  await note.fill('يسأل عن كرة القدم، لا عن النباتات');
  await note.press('Enter');
  await expect(agent.log.getByText('لا عن النباتات')).toBeVisible();

  // The assistant stays silent while a person has the conversation.
  const byTheAssistant = visitor.log.getByText(`· ${visitor.say.assistant}`);
  const before = await byTheAssistant.count();
  await visitor.writes('كم رسوم التوصيل للعقبة؟');
  await expect(agent.log.getByText('كم رسوم التوصيل للعقبة؟')).toBeVisible();
  await visitor.page.waitForTimeout(1500);
  expect(await byTheAssistant.count()).toBe(before);
  expect(await visitor.log.getByText('لا عن النباتات').count()).toBe(0);

  await agent.button('resolve').click();
  await expect(visitor.page.getByText(visitor.say.rate).first()).toBeVisible();
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

test('another tenant sees none of it', async ({ page }) => {
  const giulia = await Agent.signsIn(page, 'admin@serra.test', 'it');
  await giulia.queue('all').click();
  await expect(page.getByRole('link').filter({ hasText: /التوصيل|teslimat/ })).toHaveCount(0);
});
