import { startServer } from './server.ts';

/** Starts the server for all tests, unless DIWAN_BASE_URL names one that runs already. */
export default async function start() {
  if (process.env.DIWAN_BASE_URL) return;
  const server = await startServer();
  process.env.DIWAN_BASE_URL = server.baseURL;
  process.env.DIWAN_E2E_DATA = server.data;
  (globalThis as Record<string, unknown>).diwanServer = server;
}
