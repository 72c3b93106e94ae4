// Every screen in every language: said in it, laid out in its direction, and within the window.
import { expect, type Page, test } from '@playwright/test';
import { Agent } from '../actors/agent';
import { complaints, sideways, unspoken } from '../actors/eyes';
import { dashboard, direction, type Language, languages, ownName } from '../actors/texts';
import { Visitor } from '../actors/visitor';

const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

/** The screen is in its language and direction, and fits a desk's window and a phone's. */
async function isRight(page: Page, language: Language): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await expect(page.locator('html')).toHaveAttribute('dir', direction(language));
  for (const size of [phone, desk]) {
    await page.setViewportSize(size);
    expect(await sideways(page), `${page.url()} at ${size.width}`).toEqual([]);
  }
  expect(await unspoken(page, language), page.url()).toEqual([]);
}

/** Chooses a language in the account's menu. */
async function chooses(agent: Agent, language: Language): Promise<void> {
  await agent.page.getByRole('button', { name: agent.say.nav.account }).click();
  await agent.page.getByRole('button', { name: ownName[language] }).click();
}

const questions: Record<Language, { asks: string; hears: string }> = {
  ar: { asks: 'كم رسوم التوصيل على العقبة؟', hears: '6 دنانير' },
  fa: { asks: 'ارسال به اربد چند روز طول می‌کشد؟', hears: '۲ تا ۳ روز' },
  tr: { asks: "Akabe'ye teslimat kaç gün sürer?", hears: '3–5 iş günü' },
  it: { asks: 'Quanto ci vuole per una consegna ad Aqaba?', hears: '3–5 giorni' },
  en: { asks: 'How long does delivery to Irbid take?', hears: '2–3 working days' },
};

for (const language of languages) {
  test(`every screen speaks ${language}`, async ({ browser }) => {
    const page = await (await browser.newContext({ viewport: desk, locale: 'de-DE' })).newPage();
    const heard = complaints(page);
    const say = dashboard(language);

    await page.goto(`/${language}`);
    await expect(page.locator('html[data-hydrated]')).toBeAttached();
    await expect(page).toHaveTitle(say.landing.page_title);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(say.landing.hero_title);
    await isRight(page, language);

    // Whoever comes in another language chooses theirs, and it stays.
    const before = language === 'en' ? 'ar' : 'en';
    await chooses(await Agent.signsIn(page, 'admin@nabta.test', before), language);
    await page.reload();
    const agent = new Agent(page, language);
    await expect(agent.queue('all')).toBeVisible();
    await agent.queue('all').click();
    await expect(page.locator('.queue-row__link').first()).toBeVisible();
    await isRight(page, language);
    const rail = (await page.locator('.rail').boundingBox())!;
    expect(direction(language) === 'rtl' ? desk.width - rail.x - rail.width : rail.x).toBe(0);

    await page.locator('.queue-row__link').last().click();
    await expect(agent.log.locator('p[dir=auto]').first()).toBeVisible();
    await isRight(page, language);
    for (const name of ['knowledge', 'assistant', 'widget']) {
      await page.getByRole('link', { name: say.nav[name], exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: say.nav[name] })).toBeVisible();
      await expect(page.locator('main input').first()).toBeAttached();
      await isRight(page, language);
    }
    await page.getByRole('link', { name: say.nav.knowledge, exact: true }).click();
    await page.locator('[data-state=ready] .document__title').last().click();
    await expect(page.locator('.passage').first()).toBeVisible();
    await isRight(page, language);

    await page.getByRole('button', { name: say.nav.account }).click();
    await page.getByRole('button', { name: say.nav.sign_out }).click();
    await expect(page.getByRole('heading', { name: say.login.title })).toBeVisible();
    await expect(page).toHaveTitle(say.login.page_title);
    await isRight(page, language);
    expect(heard).toEqual([]);
    await page.context().close();
  });

  test(`a visitor is answered in ${language}, with the source`, async ({ page }) => {
    const heard = complaints(page);
    const { asks, hears } = questions[language];
    const visitor = await Visitor.on(page, language);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page.locator('html')).toHaveAttribute('dir', direction(language));
    await expect(visitor.panel).toHaveAttribute('lang', language);
    await expect(visitor.panel).toHaveAttribute('dir', direction(language));
    await visitor.opens();
    await visitor.writes(asks);
    await expect(visitor.log.getByText(hears).last()).toBeVisible();
    await visitor.sources.last().click();
    const passage = visitor.panel.getByRole('dialog', { name: visitor.say.passage });
    await expect(passage).toBeVisible();
    await page.setViewportSize(phone);
    expect(await sideways(page)).toEqual([]);
    await passage.getByRole('button', { name: visitor.say.back }).click();
    expect(await sideways(page)).toEqual([]);
    expect(heard).toEqual([]);
  });
}
