// `npm run demo`: performs the main job on embedded parts, from a bare clone. `-- --data FILE [--limit N]` on your own data;
// `-- --exit` stops afterwards, `-- --serve` goes on serving also without a terminal.

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { prepare, stateFolderOf } from './platform/prepare.mjs';
import { untilStopped } from './platform/until-stopped.mjs';

const say = (line) => process.stdout.write(`${line}\n`);
/** Also where the path of the clone has a space in it. */
const sampleFile = fileURLToPath(new URL('./demo/support-tickets.jsonl', import.meta.url));

function readFlags() {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      limit: { type: 'string' },
      exit: { type: 'boolean' },
      serve: { type: 'boolean' },
    },
  });
  if (values.exit && values.serve) throw new Error('--exit and --serve exclude each other: give one of them');
  const limit = values.limit === undefined ? undefined : Number(values.limit);
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 1))
    throw new Error(`--limit takes a number of rows from 1 on, not "${values.limit}"`);
  if (limit !== undefined && values.data === undefined) throw new Error('--limit goes with --data FILE');
  return { data: values.data, limit, isServing: values.serve || (!values.exit && Boolean(process.stdout.isTTY)) };
}

async function main() {
  const flags = readFlags();
  const { checkDataFile } = await import('./demo/check-data-file.mjs');
  if (flags.data !== undefined) checkDataFile(flags.data);
  const stateFolder = stateFolderOf();
  const since = performance.now();
  const engine = await prepare({ say: (what, line) => say(`    ${what.padEnd(26)}${line}`) });
  const { startPlatform } = await import('./platform/start-platform.mjs');
  const { runMainJob } = await import('./demo/run-main-job.mjs');
  const { writeSummary } = await import('./demo/write-summary.mjs');
  const stopping = new AbortController();
  const stopped = untilStopped().then((name) => {
    stopping.abort();
    return name;
  });
  const started = performance.now();
  const { signal } = stopping;
  const platform = await startPlatform({ stateFolder, log: (line) => say(`    ${line}`), engine, signal });
  say(`    ${'start'.padEnd(26)}${((performance.now() - started) / 1000).toFixed(1)} s · ${platform.url}\n`);
  try {
    const job = runMainJob({ platform, stateFolder, file: flags.data ?? sampleFile, limit: flags.limit, say });
    const outcome = await Promise.race([job, stopped]);
    if (typeof outcome === 'string') throw new Error(`stopped by ${outcome}`);
    writeSummary({ platform, stateFolder, outcome, seconds: (performance.now() - since) / 1000, say });
    if (flags.isServing) {
      say('\nServing until Ctrl-C.');
      await stopped;
    }
  } finally {
    await platform.stop();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`\nThe demo ended early: ${error.message}\n`);
  process.exitCode = 1;
}
