// Kills a training at a random step, resumes it, and compares its model with that of an undisturbed run:
// node scripts/acceptance/kill-training.mjs [--task text-generation|text-classification|image-classification|tabular|recommendation]
//   [--rounds N] [--model FOLDER] [--seed N] [--engine NAME] [--plant changed-moment]
// `--plant` spoils the checkpoint of one more round once the others were right: the script must then fail.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeChecker, runScript } from './make-checker.mjs';
import { newestCheckpoint } from './newest-checkpoint.mjs';

const { values: given } = parseArgs({
  options: {
    task: { type: 'string', default: 'text-generation' },
    rounds: { type: 'string', default: '20' },
    model: {
      type: 'string',
      default: path.resolve(import.meta.dirname, '../../packages/ml/references/llama-rope-llama3'),
    },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    engine: { type: 'string' },
    plant: { type: 'string' },
  },
});
/** What a model is, by its task. */
const nouns = {
  'text-generation': 'adapter',
  'text-classification': 'adapter',
  'image-classification': 'model',
  tabular: 'model',
  recommendation: 'model',
};

await runScript(async () => {
  if (given.plant !== undefined && given.plant !== 'changed-moment')
    throw new Error(`no fault is named ${given.plant}`);
  const noun = nouns[given.task];
  if (noun === undefined) throw new Error(`there is no training of ${given.task}; name one of ${Object.keys(nouns)}`);
  const { check, done } = makeChecker();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-kill-training-'));
  const rows = path.join(folder, 'rows.jsonl');
  writeFileSync(rows, sentences());
  try {
    process.stdout.write(`seed ${given.seed}\n`);
    const whole = await train(rows, path.join(folder, 'whole'));
    if (whole.status !== 0) throw new Error(`the undisturbed run failed:\n${whole.errors}`);
    const expected = artifactHash(path.join(folder, 'whole'));
    const random = makeRandom(Number(given.seed));
    const compare = async (round, { killAt, spoil = () => {} }) => {
      const place = path.join(folder, `round-${round}`);
      const killed = await train(rows, place, killAt);
      const kept = newestCheckpoint(place);
      if (kept !== null) spoil(kept);
      const resumed = await train(rows, place);
      if (resumed.status !== 0) throw new Error(`the resumed run failed:\n${resumed.errors}`);
      const hash = artifactHash(place);
      const how = `killed by ${killed.signal} at step ${killAt} of ${whole.steps}, from ${kept === null ? 'the start' : path.basename(kept)}`;
      check(`round ${round}: ${how}: the ${noun} is the same`, hash === expected, hash.slice(0, 16));
      rmSync(place, { recursive: true });
    };
    for (let round = 1; round <= Number(given.rounds); round++)
      await compare(round, { killAt: 1 + Math.floor(random() * (whole.steps - 1)) });
    done();
    if (given.plant === undefined) return;
    process.stdout.write(`    planted: ${given.plant}\n`);
    // Late enough that there is a checkpoint to spoil.
    await compare(Number(given.rounds) + 1, { killAt: Math.floor(whole.steps * 0.8), spoil: changeMoment });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Runs to the end, or until the step `killAt` is printed. */
function train(rows, place, killAt) {
  const engine = given.engine === undefined ? [] : ['--engine', given.engine];
  const program =
    given.task === 'text-generation'
      ? ['train-adapter.mjs', given.model, rows, place]
      : ['train-toy.mjs', given.task, place];
  const [script, ...rest] = program;
  const child = spawn(process.execPath, [path.join(import.meta.dirname, script), ...rest, ...engine]);
  let [steps, errors, text] = [0, '', ''];
  child.stderr.setEncoding('utf8').on('data', (part) => {
    errors += part;
  });
  child.stdout.setEncoding('utf8').on('data', (part) => {
    text += part;
    const seen = [...text.matchAll(/step (\d+) of (\d+)\n/g)].at(-1);
    if (seen === undefined) return;
    steps = Number(seen[2]);
    if (killAt !== undefined && Number(seen[1]) >= killAt) child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => resolve({ status, signal, steps, errors }));
  });
}

/** Of all tensors, ids and settings of the model. */
function artifactHash(place) {
  const folder = path.join(place, 'artifact');
  const files = readdirSync(folder).filter((name) => /\.(safetensors|json)$/.test(name));
  const hash = createHash('sha256');
  for (const name of files.sort()) hash.update(name).update(readFileSync(path.join(folder, name)));
  return hash.digest('hex');
}

/** As if the optimizer had not been saved as it was: the last bytes of its file are those of a value. */
function changeMoment(checkpoint) {
  const file = path.join(checkpoint, 'optimizer.safetensors');
  const bytes = readFileSync(file);
  bytes.writeFloatLE(0.5, bytes.length - 4);
  writeFileSync(file, bytes);
}

function sentences() {
  const who = ['The baker', 'A sailor', 'My aunt', 'The judge', 'Nobody', 'The cat'];
  const what = [
    'opens the window',
    'counts the coins',
    'sings in the rain',
    'reads a long letter',
    'waits for the train',
  ];
  const lines = who.flatMap((one) =>
    what.map((other) => JSON.stringify({ text: `${one} ${other} at ${one.length} o'clock.` })),
  );
  return `${lines.join('\n')}\n`;
}

/** Numbers in [0, 1) by a linear congruential generator. */
function makeRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
