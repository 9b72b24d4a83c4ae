// Trains a language model from nothing on a text as the product does, and prints how well it predicts the part that
// training never sees, and what it writes:
// node scripts/acceptance/train-text.mjs [--kind llama|lstm] [--text FILE] [--max NATS] [--set JSON] [--engine NAME]
// The text may be in gzip; its last tenth is held out. `--set`: settings in place of what is suggested.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { register } from 'tsx/esm/api';
import { makeChecker, runScript } from './make-checker.mjs';

const { values: given } = parseArgs({
  options: {
    kind: { type: 'string', default: 'llama' },
    text: { type: 'string', default: path.resolve(import.meta.dirname, '../../../shared/data/shakespeare.txt.gz') },
    max: { type: 'string', default: '1.88' },
    set: { type: 'string', default: '{}' },
    seed: { type: 'string', default: '1' },
    engine: { type: 'string' },
  },
});

process.env.TF_ENABLE_ONEDNN_OPTS ??= '1';
process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
register();
const ml = (name) => import(`../../packages/ml/src/${name}.ts`);
const { suggestLanguageModelSpec } = await import('../../packages/domain/src/language-model-spec.ts');

await runScript(async () => {
  const { check, done } = makeChecker();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'modelmint-text-'));
  try {
    const { loss, tokens, characters, minutes, samples } = await trainAndWrite(folder);
    const perCharacter = (loss * tokens) / characters;
    for (const sample of samples) process.stdout.write(`${sample}\n`);
    process.stdout.write(
      `${minutes.toFixed(2)} min of training; ${loss.toFixed(4)} nats a token, ${tokens} tokens held out\n`,
    );
    check(
      `held out: at most ${given.max} nats a character`,
      perCharacter <= Number(given.max),
      perCharacter.toFixed(4),
    );
    done();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function trainAndWrite(folder) {
  const { openEngine } = await ml('engine/open-engine');
  const { defaultCacheFolder } = await ml('engine/default-cache-folder');
  const { trainLanguageModel } = await ml('language-model/train-language-model');
  const { loadLanguageModel } = await ml('language-model/load-language-model');
  const engine = await openEngine({ cacheFolder: defaultCacheFolder(process.env), only: given.engine });
  const { train, heldOut } = await splitText(folder);
  const options = { trainCharacters: train.length, seed: Number(given.seed) };
  const spec = { ...suggestLanguageModelSpec(given.kind, options), ...JSON.parse(given.set) };
  const start = performance.now();
  const trained = await trainLanguageModel({
    engine,
    spec,
    trainPath: path.join(folder, 'train.jsonl'),
    validationPath: path.join(folder, 'validation.jsonl'),
    checkpointFolder: folder,
    onEvent: (event) => {
      const minutes = ((performance.now() - start) / 60_000).toFixed(1);
      if (event.kind === 'step' && event.step % 50 === 0)
        process.stdout.write(`step ${event.step} of ${event.stepsTotal}: ${event.loss.toFixed(3)}, ${minutes} min\n`);
      if (event.kind === 'evaluation') process.stdout.write(`step ${event.step}: held out ${event.loss.toFixed(4)}\n`);
    },
  });
  const minutes = (performance.now() - start) / 60_000;
  const model = await loadLanguageModel({ engine, folder: trained.artifactFolder });
  const maxTokens = Math.min(100, spec.contextLength - 10);
  const write = (temperature) => model.write('', { maxTokens, seed: 1, sampling: { temperature } });
  const samples = [`temperature 0: ${await write(0)}`, `temperature 0.8: ${await write(0.8)}`];
  model.dispose();
  const { loss, tokens } = trained.metrics;
  return { loss, tokens, characters: heldOut.length, minutes, samples };
}

async function splitText(folder) {
  const bytes = await readFile(given.text);
  const text = (given.text.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const border = Math.floor(text.length * 0.9);
  const [train, heldOut] = [text.slice(0, border), text.slice(border)];
  await writeFile(path.join(folder, 'train.jsonl'), JSON.stringify({ text: train }));
  await writeFile(path.join(folder, 'validation.jsonl'), JSON.stringify({ text: heldOut }));
  return { train, heldOut };
}
