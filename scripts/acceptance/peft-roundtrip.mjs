// Takes adapters and models to peft and transformers and back, and compares the logits of both sides:
// node scripts/acceptance/peft-roundtrip.mjs [DIR] [--python PATH] [--engine tensorflow|wasm]
// DIR holds folders in the layout of packages/ml/references, which is the default. Needs a Python with torch, transformers
// and peft (PYTHON, or --python), else it says SKIPPED and checks nothing.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { register } from 'tsx/esm/api';
import { compareTrip } from './compare-trip.mjs';
import { runScript } from './make-checker.mjs';
import { makeRowPrinter } from './row-printer.mjs';

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: { python: { type: 'string' }, engine: { type: 'string' } },
});
const dir = path.resolve(positionals[0] ?? path.join(import.meta.dirname, '../../packages/ml/references'));
const python = given.python ?? process.env.PYTHON ?? 'python3';
const texts = ['The river turned the wheel.', "It isn't 12,  is it? 水車 🚣\n"];

process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';

await runScript(async () => {
  const missing = whatIsMissing();
  if (missing !== undefined) {
    process.stdout.write(`SKIPPED: the round trip to peft: ${missing}\n`);
    return;
  }
  register();
  const folders = readdirSync(dir)
    .map((name) => path.join(dir, name))
    .filter((folder) => existsSync(path.join(folder, 'adapter', 'adapter_config.json')));
  const { openTrips } = await import('./peft-trips.mjs');
  const work = await mkdtemp(path.join(os.tmpdir(), 'modelmint-peft-'));
  try {
    const { engine, prepare, computeHere, computeBase } = await openTrips({ only: given.engine, texts });
    const { row, end } = makeRowPrinter();
    const trips = [];
    for (const folder of folders) {
      const name = path.basename(folder);
      await orMiss(row, { name, check: 'prepared' }, async () => {
        trips.push(...(await prepare(folder, path.join(work, name))));
      });
    }
    const versions = await runThere(trips, work);
    for (const trip of trips)
      await orMiss(row, trip, async () =>
        row(trip.name, compareTrip(trip, await computeHere(trip), await computeBase(trip))),
      );
    end(`${folders.length} models`, `${engine.version}, ${versions}`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
});

async function orMiss(row, { name, check }, run) {
  try {
    await run();
  } catch (error) {
    row(name, { check, isFine: false, reason: error.message });
  }
}

function whatIsMissing() {
  try {
    execFileSync(python, ['-c', 'import torch, transformers, peft'], { stdio: ['ignore', 'ignore', 'pipe'] });
    return undefined;
  } catch (error) {
    const reason = error.stderr?.toString().trim().split('\n').at(-1) || error.message;
    return `${python} cannot be used (${reason}); name one that has torch, transformers and peft by PYTHON or --python`;
  }
}

/** One process for all jobs: it takes seconds to start. */
async function runThere(trips, work) {
  const file = path.join(work, 'jobs.json');
  await writeFile(file, JSON.stringify(trips.map(({ job }) => job)));
  const script = path.join(import.meta.dirname, 'peft-roundtrip.py');
  return execFileSync(python, [script, file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}
