// The bad days: a server that dies, lines that drop. Nothing is lost, nothing is there twice, the order holds, and
// nobody answers on an old picture.
import { type Browser, expect, type Page, test, type WebSocketRoute } from '@playwright/test';
import { Agent } from '../actors/agent';
import { Visitor } from '../actors/visitor';
import { startServer } from '../setup/server';

/** What the two say in these tests is `v-1 …`, `v-2 …` and `a-1 …`, with a mark of the test's own. */
class Talk {
  said = 0;
  answered = 0;

  private constructor(
    readonly visitor: Visitor,
    readonly agent: Agent,
    readonly mark: string,
  ) {}

  /** A visitor who has asked for a person, and an agent who has come. */
  static async begins(
    browser: Browser,
    mark: string,
    baseURL?: string,
    prepare: (page: Page) => Promise<void> = async () => {},
  ): Promise<Talk> {
    const page = async () => {
      const made = await (await browser.newContext(baseURL ? { baseURL } : {})).newPage();
      await prepare(made);
      return made;
    };
    const visitor = await Visitor.on(await page(), 'en');
    await visitor.opens();
    await visitor.asksForAPerson();
    await visitor.writes(`v-0 ${mark}`);
    const agent = await Agent.signsIn(await page(), 'lina@nabta.test', 'en');
    await agent.opens('unassigned', `v-0 ${mark}`);
    await agent.takes();
    return new Talk(visitor, agent, mark);
  }

  async visitorWrites(): Promise<void> {
    this.said += 1;
    await this.visitor.writes(`v-${this.said} ${this.mark}`);
  }

  /** Whether it went out; in the very moment of the lock it stays where it was written. */
  async agentWrites(): Promise<boolean> {
    const area = this.agent.page.locator('.composer textarea');
    const open = await area.fill(`a-${this.answered + 1} ${this.mark}`, { timeout: 1_000 }).then(
      () => true,
      () => false,
    );
    if (!open) return false;
    await area.press('Enter');
    if ((await area.inputValue()) !== '') return false;
    this.answered += 1;
    return true;
  }

  turns(said: string[], who = /[va]/): string[] {
    return said.filter((line) => line.endsWith(` ${this.mark}`) && who.test(line)).map((line) => line.split(' ')[0]);
  }

  /** Both screens say the same: everything, once, everybody's own in the order of writing. */
  async isWhole(): Promise<void> {
    const all = 1 + this.said + this.answered;
    for (const side of [this.visitor, this.agent]) {
      await expect.poll(async () => this.turns(await side.reads()).length, { timeout: 30_000 }).toBe(all);
    }
    await this.visitor.isThrough();
    await expect(this.agent.log.locator('.bubble--pending')).toHaveCount(0);
    const [seen, read] = [await this.visitor.reads(), await this.agent.reads()];
    expect(this.turns(seen, /^v/)).toEqual(Array.from({ length: this.said + 1 }, (_, at) => `v-${at}`));
    expect(this.turns(seen, /^a/)).toEqual(Array.from({ length: this.answered }, (_, at) => `a-${at + 1}`));
    expect(this.turns(read)).toEqual(this.turns(seen));
  }

  /** The numbers of the stored messages, which count without a gap. */
  async numbersStored(): Promise<number[]> {
    return this.agent.page.evaluate(async () => {
      const headers = { authorization: `Bearer ${localStorage.getItem('diwan.access')}` };
      const numbers: number[] = [];
      for (let more = true; more; ) {
        const after = numbers.at(-1) ?? 0;
        const address = `/api/v1/conversations/${location.pathname.split('/')[2]}/messages?after=${after}&limit=100`;
        const page = await (await fetch(address, { headers })).json();
        numbers.push(...page.items.map((message: { seq: number }) => message.seq));
        more = page.has_more;
      }
      return numbers;
    });
  }

  async ends(): Promise<void> {
    await this.visitor.page.context().close();
    await this.agent.page.context().close();
  }
}

/** What the log holds in the very frame in which the agent may write again. */
async function atTheUnlocking(page: Page): Promise<string[]> {
  const said = await page.waitForFunction(
    () => {
      const composer = document.querySelector('.composer');
      if (!composer || composer.hasAttribute('data-shut')) return null;
      return [...document.querySelectorAll('[role=log] p[dir=auto]')].map((line) => line.textContent ?? '');
    },
    undefined,
    { timeout: 60_000 },
  );
  return (await said.jsonValue()) as string[];
}

test('the server is killed while both sides write, and starts again on the same data', async ({ browser }) => {
  test.setTimeout(300_000);
  let server = await startServer();
  try {
    const talk = await Talk.begins(browser, 'killed', server.baseURL);
    const { visitor, agent } = talk;
    // As fast as hands allow, on both sides at once; the blow falls somewhere in between.
    let down = false;
    const writing = (async () => {
      while (!down) await talk.visitorWrites();
    })();
    const answering = (async () => {
      while (!down) await talk.agentWrites();
    })();
    await expect.poll(() => Math.min(talk.said, talk.answered), { timeout: 60_000 }).toBeGreaterThan(4);
    await server.kill();

    await expect(agent.page.getByText(agent.say.inbox.locked_offline)).toBeVisible();
    await expect(agent.page.locator('.composer')).toHaveAttribute('data-shut');
    // The visitor writes on, and is told that it waits.
    await expect(visitor.panel.getByText(visitor.say.offline)).toBeVisible();
    down = true;
    await Promise.all([writing, answering]);
    await talk.visitorWrites();
    await expect(visitor.log.getByText(visitor.say.queued).last()).toBeVisible();

    server = await startServer({ port: Number(new URL(server.baseURL).port), data: server.data });
    await atTheUnlocking(agent.page);
    await talk.isWhole();

    // And the talk goes on.
    expect(await talk.agentWrites()).toBe(true);
    await talk.visitorWrites();
    await talk.isWhole();
    const numbers = await talk.numbersStored();
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
    await talk.ends();
  } finally {
    await server.stop();
  }
});

test('the line of the visitor drops and comes back', async ({ browser }) => {
  const talk = await Talk.begins(browser, 'visitor-cut');
  const { visitor } = talk;
  await talk.visitorWrites();
  await visitor.page.context().setOffline(true);
  await expect(visitor.panel.getByText(visitor.say.offline)).toBeVisible();
  for (let round = 0; round < 3; round += 1) {
    expect(await talk.agentWrites()).toBe(true);
    await talk.visitorWrites();
  }
  await expect(visitor.log.getByText(visitor.say.queued).last()).toBeVisible();
  expect(talk.turns(await talk.agent.reads(), /^v/)).toEqual(['v-0', 'v-1']);

  await visitor.page.context().setOffline(false);
  await talk.isWhole();
  await talk.visitorWrites();
  await talk.isWhole();
  await talk.ends();
});

test('writing while the server is away does not keep the visitor away longer', async ({ browser }) => {
  let away = false;
  const open = new Set<WebSocketRoute>();
  const talk = await Talk.begins(browser, 'away', undefined, async (page) => {
    // The pauses that the page asks for, in milliseconds.
    await page.addInitScript(() => {
      const pauses: number[] = [];
      const wait = window.setTimeout.bind(window);
      const noted = (then: () => void, pause = 0) => (pauses.push(pause), wait(then, pause));
      Object.assign(window, { pauses, setTimeout: noted });
    });
    await page.route('**/api/v1/widget/**', (route) => (away ? route.abort() : route.continue()));
    await page.routeWebSocket(/\/widget\/.*\/stream$/, (socket) => {
      if (away) return socket.close();
      socket.connectToServer();
      open.add(socket);
    });
  });
  const { visitor } = talk;
  away = true;
  for (const socket of open) await socket.close({ code: 1012 });
  await expect(visitor.panel.getByText(visitor.say.offline)).toBeVisible();
  const pauses = () => visitor.page.evaluate(() => (window as unknown as { pauses: number[] }).pauses);
  await visitor.page.evaluate(() => ((window as unknown as { pauses: number[] }).pauses.length = 0));
  for (let message = 0; message < 8; message += 1) {
    const before = (await pauses()).length;
    await talk.visitorWrites();
    await expect.poll(async () => (await pauses()).length).toBeGreaterThan(before + 1);
  }
  expect(Math.max(...(await pauses()))).toBeLessThanOrEqual(8_000);
  away = false;
  await talk.isWhole();
  await talk.ends();
});

test('a person asked for before the line stands is asked for when it does', async ({ page }) => {
  await page.route('**/sessions', async (route) => {
    await new Promise((later) => setTimeout(later, 3_000));
    await route.continue();
  });
  const visitor = await Visitor.on(page, 'en');
  await visitor.launcher.click();
  await visitor.asksForAPerson();
});

test('what was written without a line goes out from the next page', async ({ browser }) => {
  const talk = await Talk.begins(browser, 'next-page');
  const { visitor } = talk;
  await visitor.page.context().setOffline(true);
  await expect(visitor.panel.getByText(visitor.say.offline)).toBeVisible();
  await talk.visitorWrites();
  await talk.visitorWrites();
  await visitor.page.goto('about:blank');
  await visitor.page.context().setOffline(false);
  await visitor.page.goto('/demo?lang=en');
  await visitor.opens();
  await talk.isWhole();
  await talk.ends();
});

test('the line of the agent drops, and nothing can be answered before all is read', async ({ browser }) => {
  const talk = await Talk.begins(browser, 'agent-cut');
  const { visitor, agent } = talk;
  expect(await talk.agentWrites()).toBe(true);
  await agent.box.fill('half a thought');
  await agent.page.context().setOffline(true);
  await expect(agent.page.getByText(agent.say.inbox.locked_offline)).toBeVisible();
  // The sentence goes on where it was; it goes nowhere, and none of its letters is a command.
  await agent.page.keyboard.type(', never ready to go');
  await agent.page.keyboard.press('Enter');
  await expect(agent.box).toBeFocused();
  await expect(agent.box).toHaveValue('half a thought, never ready to go');
  await agent.page.keyboard.press('Escape');
  await agent.page.keyboard.press('e');
  await expect(agent.button('resolve')).toBeVisible();
  for (let round = 0; round < 4; round += 1) await talk.visitorWrites();
  await visitor.isThrough();

  const unlocking = atTheUnlocking(agent.page);
  await agent.page.context().setOffline(false);
  expect(talk.turns(await unlocking, /^v/)).toEqual(['v-0', 'v-1', 'v-2', 'v-3', 'v-4']);
  await expect(agent.box).toHaveValue('half a thought, never ready to go');
  expect(await talk.agentWrites()).toBe(true);
  await talk.isWhole();
  await talk.ends();
});

test('sockets are cut and refused for a while, on both sides at once', async ({ browser }) => {
  let shut = false;
  const open = new Set<WebSocketRoute>();
  const talk = await Talk.begins(browser, 'sockets', undefined, (page) =>
    page.routeWebSocket(/\/stream$/, (socket) => {
      if (shut) return socket.close();
      socket.connectToServer();
      open.add(socket);
    }),
  );
  await talk.visitorWrites();
  expect(await talk.agentWrites()).toBe(true);
  // Without its socket the inbox asks too, and could be up to date, and open, before anything new is written.
  await talk.agent.page.route('**/api/v1/events?*', (route) => (shut ? route.abort() : route.continue()));
  shut = true;
  for (const socket of open) await socket.close({ code: 1012 });
  await expect(talk.agent.page.locator('.composer')).toHaveAttribute('data-shut');
  // Without sockets the widget asks; what it sends goes out, and the agent reads it before answering.
  await talk.visitorWrites();
  await talk.visitorWrites();
  const unlocking = atTheUnlocking(talk.agent.page);
  await talk.visitor.isThrough();
  shut = false;
  expect(talk.turns(await unlocking, /^v/)).toEqual(['v-0', 'v-1', 'v-2', 'v-3']);
  expect(await talk.agentWrites()).toBe(true);
  await talk.isWhole();
  await talk.ends();
});

/** The sockets of the inbox that got through, while `shut` says that none does. */
function inboxSockets(page: Page, shut: () => boolean): Promise<Set<WebSocketRoute>> {
  const open = new Set<WebSocketRoute>();
  const routed = page.routeWebSocket(/\/v1\/stream$/, (socket) => {
    if (shut()) return socket.close();
    socket.connectToServer();
    open.add(socket);
  });
  return routed.then(() => open);
}

test('a server that was away for a moment is heard by socket again at once', async ({ browser }) => {
  let away = false;
  let asked = 0;
  const sockets = new Map<Page, Set<WebSocketRoute>>();
  const talk = await Talk.begins(browser, 'moment', undefined, async (page) => {
    sockets.set(page, await inboxSockets(page, () => away));
    // It comes back just after it was asked for the second time in place of a socket.
    await page.route('**/api/v1/events?*', async (route) => {
      if (!away) return route.continue();
      asked += 1;
      await route.abort();
      away = asked < 2;
    });
  });
  const { agent, visitor } = talk;
  const open = sockets.get(agent.page)!;
  away = true;
  for (const socket of open) await socket.close({ code: 1012 });
  open.clear();
  await expect(agent.page.getByText(agent.say.inbox.locked_offline)).toBeVisible();
  await expect.poll(() => asked).toBe(2);
  await expect.poll(() => open.size, { timeout: 12_000 }).toBe(1);
  // What only sockets carry is here again.
  await visitor.box.pressSequentially('hm');
  await expect(agent.page.getByText(agent.say.inbox.typing_somebody)).toBeVisible();
  await talk.ends();
});

test('where sockets are forbidden the inbox asks, and tries a socket in between', async ({ browser }) => {
  let forbidden = false;
  const sockets = new Map<Page, Set<WebSocketRoute>>();
  const talk = await Talk.begins(browser, 'forbidden', undefined, async (page) => {
    sockets.set(page, await inboxSockets(page, () => forbidden));
  });
  const open = sockets.get(talk.agent.page)!;
  forbidden = true;
  for (const socket of open) await socket.close({ code: 1012 });
  open.clear();
  await talk.visitorWrites();
  await expect(talk.agent.log.getByText(`v-1 ${talk.mark}`)).toBeVisible();
  await expect.poll(() => talk.agentWrites()).toBe(true);
  await talk.isWhole();
  // A try that fails is no reason to say that there is no connection.
  let complained = false;
  const watching = talk.agent.page
    .getByText(talk.agent.say.inbox.locked_offline)
    .waitFor({ timeout: 18_000 })
    .then(() => (complained = true))
    .catch(() => {});
  await watching;
  expect(complained).toBe(false);
  forbidden = false;
  await expect.poll(() => open.size, { timeout: 25_000 }).toBe(1);
  await talk.ends();
});
