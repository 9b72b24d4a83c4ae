// `npm start`: serves Modelmint. `-- --reset` deletes all state first, after a question. `-- --dev`: see `npm run dev`.

import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { prepare, stateFolderOf } from './platform/prepare.mjs';
import { untilStopped } from './platform/until-stopped.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

async function main() {
  const { values: flags } = parseArgs({
    options: { reset: { type: 'boolean' }, yes: { type: 'boolean' }, dev: { type: 'boolean' } },
  });
  const stateFolder = stateFolderOf();
  if (flags.reset && !(await reset(stateFolder, flags.yes))) return 1;
  const engine = await prepare({ say: (what, line) => say(`${what.padEnd(14)}${line}`), isBuilt: !flags.dev });
  const { startPlatform } = await import('./platform/start-platform.mjs');
  const stopping = new AbortController();
  const stopped = untilStopped().then(() => stopping.abort());
  const { signal } = stopping;
  const options = { stateFolder, log: say, isDev: Boolean(flags.dev), engine, signal };
  const platform = await startPlatform(options).catch((error) => {
    if (signal.aborted) return undefined;
    throw error;
  });
  if (!platform) return 0;
  say(`\nModelmint runs at ${platform.url}${platform.stripe.isSimulated ? '  (simulated payments)' : ''}`);
  if (platform.setUpUrl) say(`Set up the operator within 1 h: ${platform.setUpUrl}`);
  say(`State and logs: ${stateFolder}. Stop with Ctrl-C.`);
  await stopped;
  say('stopping…');
  await platform.stop();
  return 0;
}

/** Deletes the state folder. Returns false when the answer was no. */
async function reset(stateFolder, isSure) {
  if (!existsSync(stateFolder)) return true;
  if (!isSure) {
    if (!process.stdin.isTTY) {
      process.stderr.write(`--reset deletes ${stateFolder}; without a terminal to ask on, add --yes\n`);
      return false;
    }
    const asked = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await asked.question(
      `This deletes every account, data set, model and invoice in ${stateFolder}.\nType "reset" to go on: `,
    );
    asked.close();
    if (answer.trim() !== 'reset') {
      process.stderr.write('Nothing was deleted.\n');
      return false;
    }
  }
  const { takeStateFolder } = await import('./platform/state-lock.mjs');
  takeStateFolder(stateFolder)(); // refuses while a launcher runs on it
  const { stopLeftDatabase } = await import('./platform/stop-left-database.mjs');
  await stopLeftDatabase(path.join(stateFolder, 'postgres'));
  rmSync(stateFolder, { recursive: true, force: true });
  return true;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`Modelmint could not start: ${error.message}\n`);
  process.exitCode = 1;
}
