import { expect, type Locator, type Page } from '@playwright/test';
import { dashboard, type Language } from './texts';

export const password = 'diwan-demo-2026';

export type Queue = 'mine' | 'unassigned' | 'all' | 'resolved';

/** A member of the demo's team in a browser. Any error of the page's own fails the test. */
export class Agent {
  readonly say: Record<string, Record<string, string>>;

  constructor(
    readonly page: Page,
    readonly language: Language,
  ) {
    this.say = dashboard(language);
  }

  static async signsIn(page: Page, email: string, language: Language): Promise<Agent> {
    page.on('pageerror', (error) => {
      throw new Error(`the page failed: ${error.message}`);
    });
    await page.addInitScript((chosen) => {
      if (!localStorage.getItem('diwan.language')) localStorage.setItem('diwan.language', chosen);
    }, language);
    await page.goto('/login');
    await expect(page.locator('html[data-hydrated]')).toBeAttached();
    await page.locator('input[type=email]').fill(email);
    await page.locator('input[type=password]').fill(password);
    await page.locator('button[type=submit]').click();
    await page.waitForURL('**/inbox**');
    return new Agent(page, language);
  }

  get log(): Locator {
    return this.page.getByRole('log');
  }

  /** Where a reply is written; out of reach while somebody else has the conversation. */
  get box(): Locator {
    return this.page.getByRole('textbox', { name: this.say.inbox.write_reply });
  }

  queue(name: Queue): Locator {
    return this.page.getByRole('tab', { name: this.say.inbox[`queue_${name}`] });
  }

  button(key: string): Locator {
    return this.page.getByRole('button', { name: this.say.inbox[key] }).first();
  }

  /** The row whose last words are these; the queue shows who waits longest first. */
  row(words: string): Locator {
    return this.page.getByRole('link').filter({ hasText: words }).last();
  }

  /** Opens the conversation that ends with these words. */
  async opens(queue: Queue, words: string): Promise<void> {
    await this.queue(queue).click();
    await this.row(words).click();
    await expect(this.log.getByText(words).first()).toBeVisible();
  }

  async takes(): Promise<void> {
    await this.button('take').click();
    await expect(this.button('release')).toBeVisible();
  }

  async replies(text: string): Promise<void> {
    await this.box.fill(text);
    await this.box.press('Enter');
    await expect(this.log.getByText(text).first()).toBeVisible();
  }

  async notes(text: string): Promise<void> {
    await this.button('note').click();
    const box = this.page.getByRole('textbox', { name: this.say.inbox.write_note });
    await box.fill(text);
    await box.press('Enter');
    await expect(this.log.getByText(text)).toBeVisible();
  }

  /** The paragraphs of the conversation, in the order of the screen. */
  reads(): Promise<string[]> {
    return this.log.locator('p[dir=auto]').allTextContents();
  }
}
