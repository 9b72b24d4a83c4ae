// Runs every code block of the documentation against a running platform as a reader would: node
// scripts/acceptance/docs-code.mjs [--docs DIR] [--only PAGE] [--url URL --key KEY]. Without an address it starts a
// platform of its own, with the models that the pages name.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../install.mjs';
import { makeChecker, runScript } from './make-checker.mjs';
import { readCodeBlocks } from './read-code-blocks.mjs';
import { writeSampleFiles } from './write-sample-files.mjs';

const exampleUrl = 'http://localhost:3000';
/** Models of the pages that the platform has under another name. */
const stands = { 'reply-drafts': 'tiny-llama', 'my-encoder': 'tiny-bert' };
const runMsMax = 180_000;

await runScript(async () => {
  const { values } = parseArgs({
    options: { docs: { type: 'string' }, only: { type: 'string' }, url: { type: 'string' }, key: { type: 'string' } },
  });
  const docs = path.resolve(values.docs ?? path.join(root, 'docs'));
  if (values.url !== undefined) return runPages({ docs, only: values.only, url: values.url, apiKey: values.key });
  const { withDocsPlatform } = await import('./with-docs-platform.mjs');
  await withDocsPlatform((target) => runPages({ docs, only: values.only, ...target }));
});

async function runPages({ docs, only, url, apiKey }) {
  const { check, done } = makeChecker();
  const python = findPython();
  if (python === undefined) process.stdout.write('SKIPPED: Python blocks: no Python with openai and httpx here\n');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-docs-'));
  try {
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    writeFileSync(path.join(folder, 'package.json'), '{"type": "module"}');
    await writeSampleFiles(folder);
    for (const file of readdirSync(docs).filter((name) => name.endsWith('.md'))) {
      const page = file.slice(0, -3);
      if (only !== undefined && page !== only) continue;
      for (const { language, blocks } of readCodeBlocks(readFileSync(path.join(docs, file), 'utf8'))) {
        if (language === 'python' && python === undefined) continue;
        const code = fill(blocks.join('\n'), url);
        const { status, output } = await run({ language, code, folder, python, apiKey });
        if (status !== 0) process.stdout.write(`${output}\n`);
        check(`${page}, ${language}`, status === 0, `${blocks.length} blocks`);
      }
    }
    done();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fill(code, url) {
  const here = code.replaceAll(exampleUrl, url);
  return Object.entries(stands).reduce((text, [name, stand]) => text.replaceAll(`${name}`, stand), here);
}

function run({ language, code, folder, python, apiKey }) {
  const file = path.join(folder, `page.${{ ts: 'mts', bash: 'sh', python: 'py' }[language]}`);
  // A call that is refused must end the script: curl says so with --fail only.
  const text =
    language === 'bash' ? `set -euo pipefail\ncurl() { command curl --fail-with-body -sS "$@"; }\n${code}` : code;
  writeFileSync(file, text);
  const [program, ...args] = {
    ts: [process.execPath, path.join(root, 'node_modules/tsx/dist/cli.mjs'), file],
    bash: ['bash', file],
    python: [python, file],
  }[language];
  const env = { ...process.env, MODELMINT_API_KEY: apiKey };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: folder, env, timeout: runMsMax });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (part) => {
        output += part;
      });
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, output }));
  });
}

function findPython() {
  return ['python3', process.env.PYTHON].find(
    (name) => name && spawnSync(name, ['-c', 'import httpx, openai'], { stdio: 'ignore' }).status === 0,
  );
}
