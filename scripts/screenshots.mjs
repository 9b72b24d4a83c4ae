// `npm run screenshots`: every page at 1440 and 390 px, light and dark, in both languages, full, empty, loading and broken,
// of a platform that has done the main job once, as PNG in `screenshots/`. `-- --only TEXT[,TEXT]` keeps to the pages whose
// name contains one of the texts.

import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './install.mjs';
import { prepare } from './platform/prepare.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

async function main() {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const engine = await prepare({ say: (what, line) => say(`${what.padEnd(14)}${line}`) });
  const { findChromium } = await import('./services/find-chromium.mjs');
  const chromium = await findChromium({ toolFolder: path.join(root, '.modelmint/tools'), log: say });
  if (!chromium) throw new Error('no Chromium was found: set CHROMIUM_PATH, or install one');
  const { startPlatform } = await import('./platform/start-platform.mjs');
  const { ownSettings } = await import('./platform/own-settings.mjs');
  const { seedPlatform } = await import('./page-tour/seed-platform.mjs');
  const { takeScreenshots } = await import('./page-tour/take-screenshots.mjs');
  const stateFolder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-screenshots-'));
  try {
    const platform = await startPlatform({ stateFolder, log: say, engine, env: ownSettings() });
    try {
      const seeded = await seedPlatform({ platform, stateFolder, say });
      const folder = path.join(root, 'screenshots');
      const taken = await takeScreenshots({ platform, seeded, chromium, folder, only: values.only, say });
      say(`${taken.count} screenshots in ${folder}`);
      if (taken.faults.length > 0) throw new Error(`these could not be taken:\n${taken.faults.join('\n')}`);
    } finally {
      await platform.stop();
    }
  } finally {
    rmSync(stateFolder, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`The screenshots ended early: ${error.message}\n`);
  process.exitCode = 1;
}
