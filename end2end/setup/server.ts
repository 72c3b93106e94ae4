// A server of the tests' own: a free port, a fresh data folder, the demo tenants.
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');

export interface Server {
  baseURL: string;
  /** The data folder: private PostgreSQL, files, keys. */
  data: string;
  process: ChildProcess;
  /** Ends it as a power cut would, and leaves its data. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? found(address.port) : failed(new Error('no port'))));
    });
  });
}

/**
 * Starts a server with the demo and waits until it can serve. Tests that kill it may give the port and data folder of
 * the one before, to start the same again.
 */
export async function startServer(again: { port?: number; data?: string } = {}): Promise<Server> {
  const program = process.env.DIWAN_SERVER ?? join(root, 'target/debug/diwan');
  if (!existsSync(program)) throw new Error(`${program} is missing: run \`cargo xtask build\` first`);
  const port = again.port ?? (await freePort());
  const baseURL = `http://127.0.0.1:${port}`;
  const data = again.data ?? mkdtempSync(join(tmpdir(), 'diwan-e2e-'));
  const log = join(data, 'server.log');

  const child = spawn(program, ['serve', '--demo'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DIWAN_ADDR: `127.0.0.1:${port}`,
      DIWAN_DATA: data,
      DIWAN_PUBLIC_URL: baseURL,
      // Sites and models of the tests' own are on this machine.
      DIWAN_OUTGOING_ALLOW: '127.0.0.1:*',
      // All tests come from one address; the limit itself is tested by the server's own tests.
      DIWAN_RATE_LIMIT: process.env.DIWAN_RATE_LIMIT ?? '0',
    },
  });
  const output = createWriteStream(log, { flags: 'a' });
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece: Buffer) => {
      output.write(piece);
      tail = (tail + piece.toString()).slice(-8000);
    });
  }
  const ended = new Promise<void>((done) => child.once('exit', () => done()));

  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      // The database gets its time to stop; only a server that hangs is ended hard.
      const patience = setTimeout(() => child.kill('SIGKILL'), 40_000);
      await ended;
      clearTimeout(patience);
    }
    output.end();
    if (!process.env.DIWAN_KEEP_DATA) rmSync(data, { recursive: true, force: true });
  };

  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
    output.end();
  };

  const patience = Date.now() + 240_000;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      await stop();
      throw new Error(`the server ended while starting (${child.exitCode ?? child.signalCode}):\n${tail}`);
    }
    const ready = await fetch(`${baseURL}/readyz`).then((answer) => answer.ok, () => false);
    if (ready) return { baseURL, data, process: child, kill, stop };
    if (Date.now() > patience) {
      await stop();
      throw new Error(`the server was not ready after 240 s:\n${tail}`);
    }
    await new Promise((later) => setTimeout(later, 200));
  }
}
