import { expect, type Locator, type Page } from '@playwright/test';
import { type Language, widget } from './texts';

/** A customer on the demo shop's page. */
export class Visitor {
  readonly say: Record<string, string>;

  constructor(
    readonly page: Page,
    readonly language: Language,
  ) {
    this.say = widget(language);
  }

  static async on(page: Page, language: Language): Promise<Visitor> {
    await page.goto(`/demo?lang=${language}`);
    return new Visitor(page, language);
  }

  get panel(): Locator {
    return this.page.locator('diwan-widget');
  }

  get log(): Locator {
    return this.page.getByRole('log');
  }

  get box(): Locator {
    return this.panel.getByRole('textbox', { name: this.say.message });
  }

  /** The button that opens and closes the panel. */
  get launcher(): Locator {
    return this.panel.getByRole('button').first();
  }

  /** The sources under what was said, in order. */
  get sources(): Locator {
    return this.log.getByRole('listitem').getByRole('button');
  }

  async opens(): Promise<void> {
    await this.launcher.click();
    await expect(this.box).toBeVisible();
    // It is locked until what happened meanwhile is there.
    await expect(this.panel.getByRole('button', { name: this.say.send })).toBeEnabled();
  }

  async writes(text: string): Promise<void> {
    await this.box.fill(text);
    await this.box.press('Enter');
    await expect(this.log.getByText(text).first()).toBeVisible();
  }

  async asksForAPerson(): Promise<void> {
    await this.panel.getByRole('button', { name: this.say.person }).first().click();
    await expect(this.log.getByText(this.say.waiting_line)).toBeVisible();
  }

  /** Everything written is stored: nothing says that it waits. */
  async isThrough(): Promise<void> {
    await expect(this.log.locator('[data-state=waiting]')).toHaveCount(0, { timeout: 30_000 });
  }

  /** The paragraphs of the conversation, in the order of the screen. */
  reads(): Promise<string[]> {
    return this.log.locator('p[dir=auto]').allTextContents();
  }
}
