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

  get log(): Locator {
    return this.page.getByRole('log');
  }

  get box(): Locator {
    return this.page.locator('diwan-widget').getByRole('textbox', { name: this.say.message });
  }

  async opens(): Promise<void> {
    await this.page.locator('diwan-widget').getByRole('button').first().click();
    await expect(this.box).toBeVisible();
    // It is locked until what happened meanwhile is there.
    await expect(this.page.locator('diwan-widget').getByRole('button', { name: this.say.send })).toBeEnabled();
  }

  async writes(text: string): Promise<void> {
    await this.box.fill(text);
    await this.box.press('Enter');
    await expect(this.log.getByText(text).first()).toBeVisible();
  }

  async asksForAPerson(): Promise<void> {
    await this.page.locator('diwan-widget').getByRole('button', { name: this.say.person }).first().click();
    await expect(this.log.getByText(this.say.waiting_line)).toBeVisible();
  }
}
