// `npm run bench:web`: how fast the built product's pages are, beside their budgets, in a project of 10,000 jobs and
// 1,000,000 usage rows. `-- --only NAME` measures one of scripts, lighthouse, vitals, interactions and renders. A budget
// that is missed is printed as ABOVE (or BELOW) and makes the command end with 1.

import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parts } from './bench-web/parts.mjs';
import { judge } from './bench-web/verdict.mjs';
import { root } from './install.mjs';
import { prepare } from './platform/prepare.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

async function main() {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
  const names = values.only ?? Object.keys(parts);
  const unknown = names.find((name) => !(name in parts));
  if (unknown !== undefined) throw new Error(`there is no part ${unknown}: choose ${Object.keys(parts).join(', ')}`);
  const engine = await prepare({ say: (what, line) => say(`${what.padEnd(14)}${line}`) });
  const { findChromium } = await import('./services/find-chromium.mjs');
  const chromium = await findChromium({ toolFolder: path.join(root, '.modelmint/tools'), log: say });
  if (!chromium) throw new Error('no Chromium was found: set CHROMIUM_PATH, or install one');
  const { startPlatform } = await import('./platform/start-platform.mjs');
  const { ownSettings } = await import('./platform/own-settings.mjs');
  const { seedPlatform } = await import('./page-tour/seed-platform.mjs');
  const { fillTenant } = await import('./bench-web/fill-tenant.mjs');
  const stateFolder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-bench-web-'));
  const platform = await startPlatform({ stateFolder, log: say, engine, env: ownSettings() }).catch((error) => {
    rmSync(stateFolder, { recursive: true, force: true });
    throw error;
  });
  try {
    const seeded = await seedPlatform({ platform, stateFolder, say });
    const rows = await fillTenant({ platform, customer: seeded.customer, say });
    say(`\n${os.cpus()[0].model}, ${os.cpus().length} cores, Node.js ${process.version}, load ${load()} before`);
    const world = { platform, seeded, chromium, stateFolder, rows, say };
    const figures = [];
    for (const name of names) for await (const figure of measured(name, world)) figures.push(shown(figure));
    say(`load ${load()} after\n`);
    const missed = figures.filter(({ isKept }) => !isKept);
    say(
      missed.length === 0 ? `${figures.length} budgets kept` : `${missed.length} of ${figures.length} budgets missed:`,
    );
    for (const { line } of missed) say(line);
    return missed.length === 0 && figures.length > 0 ? 0 : 1;
  } finally {
    await platform.stop();
    rmSync(stateFolder, { recursive: true, force: true });
  }
}

/** The figures of one part; what breaks it is told and is a budget not kept, and the other parts go on. */
async function* measured(name, world) {
  try {
    yield* parts[name](world);
  } catch (error) {
    world.say(`${name}: ${error.message}`);
    yield { part: name, what: 'could not be measured to its end', value: Number.NaN, most: 0 };
  }
}

const load = () => os.loadavg()[0].toFixed(1);

function shown(figure) {
  const verdict = judge(figure);
  say(verdict.line);
  return verdict;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`The bench ended early: ${error.stack ?? error}\n`);
  process.exitCode = 1;
}
