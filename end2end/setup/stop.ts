import type { Server } from './server.ts';

/** Stops what start.ts started. */
export default async function stop() {
  await ((globalThis as Record<string, unknown>).diwanServer as Server | undefined)?.stop();
}
