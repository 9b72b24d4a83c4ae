// Measures packages/ml, with --peers side by side with others: npm run bench -w packages/ml -- [--peers] [--only NAME]
//   [--rounds N] [--python PATH]

import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { environment } from './env.ts';
import { allRows } from './rows.ts';
import { runBench } from './run-bench.ts';

const { values: given } = parseArgs({
  options: {
    peers: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    rounds: { type: 'string', default: '3' },
    python: { type: 'string', default: 'python3' },
  },
});
const print = (line: string) => void process.stdout.write(`${line}\n`);
const load = () => os.loadavg()[0]?.toFixed(1);

const rounds = Number(given.rounds);
const names = allRows.map(({ name }) => name);
const unknown = given.only?.find((name) => !names.includes(name));
if (!Number.isInteger(rounds) || rounds < 1) fail(`--rounds is ${given.rounds}; it takes a whole number from 1`);
else if (unknown !== undefined) fail(`--only ${unknown} is none of ${names.join(', ')}`);
else {
  const rows = allRows.filter(({ name }) => given.only?.includes(name) ?? true);
  print(`${os.cpus()[0]?.model}, ${os.cpus().length} cores, Node.js ${process.version}, load ${load()} before`);
  process.exitCode = await runBench({
    rows,
    withPeers: given.peers,
    rounds,
    python: resolveCommand(given.python),
    environment: { ...environment },
    print,
  });
  print(`load ${load()} after`);
}

/** npm starts scripts in the package's folder; a path is meant from where the command was typed. */
function resolveCommand(command: string): string {
  return command.includes(path.sep) ? path.resolve(environment.INIT_CWD ?? '.', command) : command;
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}
