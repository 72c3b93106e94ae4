import { expect, type Locator, type Page } from '@playwright/test';
import { dashboard, type Language } from './texts';

export const password = 'diwan-demo-2026';

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

  queue(name: 'mine' | 'unassigned' | 'all' | 'resolved'): Locator {
    return this.page.getByRole('tab', { name: this.say.inbox[`queue_${name}`] });
  }

  button(key: string): Locator {
    return this.page.getByRole('button', { name: this.say.inbox[key] }).first();
  }
}
