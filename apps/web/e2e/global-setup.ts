import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isCi, setE2eEnv } from './env.ts';

interface Platform {
  url: string;
  systemUrl: string;
  superuserUrl: string;
  stripe: { url: string; key: string };
  setUpUrl?: string;
  stop(): Promise<void>;
}
interface Scripts {
  startPlatform(options: object): Promise<Platform>;
  ownSettings(): Record<string, string>;
  findChromium(options: object): Promise<{ executablePath: string; env: Record<string, string> } | undefined>;
}

const root = path.resolve(import.meta.dirname, '../../..');
const say = (line: string) => process.stderr.write(`${line}\n`);

/** Starts the built product on its embedded parts and finds a Chromium; the journeys run against both. */
export default async function setUp(): Promise<() => Promise<void>> {
  const { startPlatform, findChromium, ownSettings } = await loadScripts();
  const chromium = await findChromium({ toolFolder: path.join(root, '.modelmint/tools'), log: say });
  if (!chromium) {
    const reason = 'no Chromium here (CHROMIUM_PATH, the PATH, npm): the journeys do not run';
    if (isCi()) throw new Error(reason);
    say(`SKIPPED: ${reason}`);
    process.exit(0);
  }
  const stateFolder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-e2e-'));
  // A hub that nobody reaches: no journey may ask that of the world.
  const env = { ...ownSettings(), HF_ENDPOINT: 'http://127.0.0.1:9' };
  const platform = await startPlatform({ stateFolder, log: say, env });
  setE2eEnv({
    URL: platform.url,
    SYSTEM_URL: platform.systemUrl,
    SUPERUSER_URL: platform.superuserUrl,
    STRIPE_URL: platform.stripe.url,
    STRIPE_KEY: platform.stripe.key,
    SET_UP_URL: platform.setUpUrl ?? '',
    CHROMIUM: JSON.stringify(chromium),
  });
  return async () => {
    await platform.stop();
    rmSync(stateFolder, { recursive: true, force: true });
  };
}

async function loadScripts(): Promise<Scripts> {
  const load = (file: string) => import(pathToFileURL(path.join(root, 'scripts', file)).href);
  return Object.assign(
    {},
    ...(await Promise.all(
      ['platform/start-platform.mjs', 'platform/own-settings.mjs', 'services/find-chromium.mjs'].map(load),
    )),
  );
}
