// The pages of settings: what is changed there is saved or taken back, and never lost without a question.
import { expect, type Page, test } from '@playwright/test';
import { Agent } from '../actors/agent';
import { type Language, languages, ownName } from '../actors/texts';

/** The administrator on the assistant's page, with words typed that are not saved. */
async function changes(page: Page, language: Language = 'en'): Promise<Agent> {
  const agent = await Agent.signsIn(page, 'admin@nabta.test', language);
  await page.getByRole('link', { name: agent.say.nav.assistant, exact: true }).click();
  await instructions(agent).fill('Name the product before you answer.');
  await expect(page.getByText(agent.say.settings.unsaved)).toBeVisible();
  return agent;
}

const instructions = (agent: Agent) => agent.page.getByRole('textbox', { name: agent.say.assistant.instructions });
const question = (agent: Agent) => agent.page.getByRole('dialog', { name: agent.say.settings.leave_title });
const press = (agent: Agent, word: 'stay' | 'leave') =>
  question(agent).getByRole('button', { name: agent.say.settings[word], exact: true }).click();
const link = (agent: Agent, name: string) =>
  agent.page.getByRole('link', { name: agent.say.nav[name], exact: true });

test('a link asks before unsaved changes are left', async ({ page }) => {
  const agent = await changes(page);
  await link(agent, 'widget').click();
  await expect(question(agent)).toBeVisible();
  await press(agent, 'stay');
  await expect(question(agent)).toBeHidden();
  await expect(page).toHaveURL(/\/assistant$/);
  await expect(instructions(agent)).toHaveValue('Name the product before you answer.');

  // The link to the page itself leads nowhere, and Escape means to stay.
  await link(agent, 'assistant').click();
  await expect(question(agent)).toBeHidden();
  await link(agent, 'widget').click();
  await page.keyboard.press('Escape');
  await expect(question(agent)).toBeHidden();
  await expect(page).toHaveURL(/\/assistant$/);

  await link(agent, 'widget').click();
  await press(agent, 'leave');
  await expect(page).toHaveURL(/\/widget$/);
  await expect(page.getByRole('heading', { level: 1, name: agent.say.nav.widget })).toBeVisible();
  // Nothing was saved, and the next page has nothing to ask.
  await link(agent, 'assistant').click();
  await expect(question(agent)).toBeHidden();
  await expect(instructions(agent)).not.toHaveValue('Name the product before you answer.');
  await expect(page.getByText(agent.say.settings.unsaved)).toBeHidden();
});

test('the way back asks too, and leads where it led', async ({ page }) => {
  const agent = await changes(page, 'ar');
  for (const again of [1, 2]) {
    await page.evaluate(() => history.back());
    await expect(question(agent), `time ${again}`).toBeVisible();
    await press(agent, 'stay');
    await expect(page).toHaveURL(/\/assistant$/);
    await expect(instructions(agent)).toHaveValue('Name the product before you answer.');
  }
  await page.evaluate(() => history.back());
  await press(agent, 'leave');
  await expect(page).toHaveURL(/\/inbox/);
  await expect(agent.queue('all')).toBeVisible();
});

test('signing out asks, and closing the tab lets the browser ask', async ({ page }) => {
  const agent = await changes(page, 'it');
  const signsOut = async () => {
    await page.getByRole('button', { name: agent.say.nav.account }).click();
    await page.getByRole('button', { name: agent.say.nav.sign_out }).click();
  };
  await signsOut();
  await press(agent, 'stay');
  await expect(page).toHaveURL(/\/assistant$/);

  const asked = page.waitForEvent('dialog');
  await page.evaluate(() => setTimeout(() => location.reload()));
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await expect(instructions(agent)).toHaveValue('Name the product before you answer.');

  await signsOut();
  await press(agent, 'leave');
  await expect(page.getByRole('heading', { name: agent.say.login.title })).toBeVisible();
});

test('what is saved or taken back is left without a question', async ({ page }) => {
  const agent = await changes(page);
  await page.getByRole('button', { name: agent.say.settings.discard }).click();
  await link(agent, 'widget').click();
  await expect(page).toHaveURL(/\/widget$/);

  const greeting = page.getByRole('textbox', { name: agent.say.widget.greeting });
  const before = await greeting.inputValue();
  for (const words of ['Welcome to the garden', before]) {
    await greeting.fill(words);
    await page.keyboard.press('ControlOrMeta+s');
    await expect(page.getByText(agent.say.settings.unsaved)).toBeHidden();
  }
  await link(agent, 'inbox').click();
  await expect(agent.queue('all')).toBeVisible();
  await expect(question(agent)).toBeHidden();
});

test('the heading of the widget is the company’s name, in every language in which nothing else is entered', async ({ page }) => {
  const agent = await Agent.signsIn(page, 'admin@serra.test', 'it');
  await link(agent, 'widget').click();
  const title = page.getByRole('textbox', { name: agent.say.widget.title, exact: true });
  for (const language of languages) {
    await page.getByRole('tab', { name: ownName[language] }).click();
    await expect(title).toHaveValue('');
    await expect(title).toHaveAttribute('placeholder', 'Serra');
    await expect(page.locator('.preview__title')).toHaveText('Serra');
  }
});
