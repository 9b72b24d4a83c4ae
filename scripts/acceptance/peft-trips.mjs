import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const ml = (name) => import(`../../packages/ml/src/${name}.ts`);

/** A few steps, large ones: what was learned must show in the logits. */
const spec = {
  method: { kind: 'lora', rank: 4, alpha: 8, dropout: 0, targetModules: null, useRslora: false },
  epochs: 2,
  batchSize: 4,
  microBatchRows: 4,
  isPacked: true,
  maxTokens: 16,
  whenTooLong: 'cut',
  learningRate: 0.02,
  schedule: 'constant',
  warmupRatio: 0,
  weightDecay: 0,
  clipNorm: 1,
  labelSmoothing: 0,
  isRecomputed: false,
  evaluateEverySteps: 100,
  checkpointEverySteps: 100,
  earlyStopPatience: 100,
  seed: 5,
};
const examples = 12;

/** Opens an engine, and says what goes to the other side and how the same is computed here. */
export async function openTrips({ only, texts }) {
  const { openEngine } = await ml('engine/open-engine');
  const { defaultCacheFolder } = await ml('engine/default-cache-folder');
  const { computeLogits } = await ml('reference/compute-logits');
  const { loadTokenizer } = await ml('tokenizer/load-tokenizer');
  const engine = await openEngine({ cacheFolder: defaultCacheFolder(process.env), only });
  return {
    engine,
    prepare: (folder, work) => prepareTrips({ engine, texts }, folder, work),
    computeHere: async ({ here }) => {
      if (here.texts === undefined) return await computeLogits({ engine, ...here });
      const tokenizer = await loadTokenizer(here.folder);
      return here.texts.map((text) => [...tokenizer.encode(text)]);
    },
    computeBase: async ({ here, base }) =>
      here.texts === undefined ? await computeLogits({ engine, ...base }) : undefined,
  };
}

/** The trips of one reference folder, whose files are written into `work`; `job` is for peft-roundtrip.py. */
async function prepareTrips({ engine, texts }, folder, work) {
  await mkdir(work, { recursive: true });
  const { batch, architecture } = await readReference(folder);
  const at = (file) => path.join(work, file);
  const trip = (check, { here, there }) => ({
    name: path.basename(folder),
    check,
    base: { folder, batch },
    here: { batch, ...here },
    job: { ...batch, ...there, out: at(`${check.replaceAll(' ', '-')}.out`) },
  });
  const theirs = { folder, adapterFolder: path.join(folder, 'adapter') };
  await rewriteAdapter(theirs.adapterFolder, at('rewritten'));
  await mergeInto(engine, theirs, at('merged'));
  const trips = [
    trip('adapter written here, in peft', { here: theirs, there: { base: folder, adapter: at('rewritten') } }),
    trip('merged here, in transformers', { here: theirs, there: { base: at('merged') } }),
    trip('tokenizer exported here, in transformers', {
      here: { folder: at('merged'), texts },
      there: { base: at('merged'), texts },
    }),
  ];
  if (architecture.kind === 'encoder') {
    const adapter = await tuneForLabels(engine, folder, { work: at('labels'), method: spec.method });
    const whole = await tuneForLabels(engine, folder, { work: at('labels-whole'), method: { kind: 'full' } });
    return [
      ...trips,
      trip('adapter trained here for other labels, in peft', {
        here: { folder, adapterFolder: adapter },
        there: { base: folder, adapter, labels: adapter },
      }),
      trip('model trained here for other labels, in transformers', { here: { folder: whole }, there: { base: whole } }),
    ];
  }
  if (architecture.kind !== 'causal-lm') return trips;
  const adapter = await tune(engine, folder, { checkpointFolder: at('tuned'), method: spec.method });
  const whole = await tune(engine, folder, { checkpointFolder: at('whole'), method: { kind: 'full' } });
  const saving = { ...spec.method, modulesToSave: ['lm_head'] };
  const withHead = await tune(engine, folder, { checkpointFolder: at('with-head'), method: saving });
  const made = at('made');
  return [
    ...trips,
    trip('adapter trained here, in peft', {
      here: { folder, adapterFolder: adapter },
      there: { base: folder, adapter },
    }),
    trip('adapter with a head trained here, in peft', {
      here: { folder, adapterFolder: withHead },
      there: { base: folder, adapter: withHead },
    }),
    trip('model trained here, in transformers', { here: { folder: whole }, there: { base: whole } }),
    trip('adapter made by peft, here', {
      here: { folder, adapterFolder: made },
      there: { base: folder, make: made },
    }),
  ];
}

async function readReference(folder) {
  const { openSafetensors } = await ml('weights/open-safetensors');
  const { openCheckpoint } = await ml('checkpoint/open-checkpoint');
  const { findArchitecture } = await ml('architectures/registry');
  const expected = await openSafetensors(path.join(folder, 'expected.safetensors'));
  const [rows, time] = expected.find('input_ids').shape;
  const read = async (name) => {
    const values = await expected.readFloat32(name);
    return Array.from({ length: rows }, (_, row) => [...values.subarray(row * time, (row + 1) * time)]);
  };
  const ids = await read('input_ids');
  const attended =
    expected.find('attention_mask') === undefined ? ids.map((row) => row.map(() => 1)) : await read('attention_mask');
  await expected.close();
  const { config, weights } = await openCheckpoint(folder);
  await weights.close();
  return { batch: { ids, attended }, architecture: findArchitecture(config) };
}

async function rewriteAdapter(from, to) {
  const { readAdapter } = await ml('adapter/read-adapter');
  const { writeAdapter } = await ml('adapter/write-adapter');
  await writeAdapter(to, await readAdapter(from));
}

async function mergeInto({ tf }, { folder, adapterFolder }, to) {
  const { openCheckpoint } = await ml('checkpoint/open-checkpoint');
  const { exportCheckpoint } = await ml('checkpoint/export-checkpoint');
  const { findArchitecture } = await ml('architectures/registry');
  const { mergeAdapter } = await ml('adapter/merge-adapter');
  const { readAdapter } = await ml('adapter/read-adapter');
  const { config: json, weights } = await openCheckpoint(folder);
  const architecture = findArchitecture(json);
  const config = architecture.readConfig(json);
  const base = { parameters: architecture.parameters(config), linears: architecture.linears(config) };
  const merged = mergeAdapter(weights, await readAdapter(adapterFolder), { tf, base });
  await exportCheckpoint(to, { config: json, weights: merged, dtype: 'F32', tokenizerFolder: folder });
  await merged.close();
}

/** Fine-tunes on random tokens; returns the folder of the artifact. */
async function tune(engine, folder, { checkpointFolder, method }) {
  const { loadCausalLm } = await ml('causal-lm/load-causal-lm');
  const { ExampleSetBuilder } = await ml('training/example-set');
  const { fineTune } = await ml('training/fine-tune');
  const { seededRandom } = await ml('random/seeded-random');
  const model = await loadCausalLm({ engine, folder });
  try {
    const random = seededRandom(spec.seed);
    const rows = new ExampleSetBuilder();
    for (let n = 0; n < examples; n++) {
      const ids = Array.from({ length: 8 + (n % 8) }, () => Math.floor(random() * model.config.vocabSize));
      rows.add({ ids, weights: ids.map(() => 1) });
    }
    const { artifactFolder } = await fineTune({
      engine,
      model,
      modelFolder: folder,
      baseModel: path.basename(folder),
      spec: { ...spec, method },
      trainSet: rows.finish(),
      validationSet: null,
      checkpointFolder,
      onEvent: () => undefined,
    });
    if (!existsSync(artifactFolder)) throw new Error(`nothing was written to ${artifactFolder}`);
    return artifactFolder;
  } finally {
    model.dispose();
  }
}

/** Fine-tunes an encoder to tell labels that it has no head for; returns the folder of the artifact. */
async function tuneForLabels(engine, folder, { work, method }) {
  const { trainEncoderClassifier } = await ml('tuning/train-encoder-classifier');
  const labels = ['one', 'two', 'three', 'four'];
  await mkdir(work, { recursive: true });
  const rows = path.join(work, 'rows.jsonl');
  const texts = Array.from({ length: examples }, (_, n) => ({
    text: `mill ${n} ${'wheel '.repeat(n % 5)}`,
    label: labels[n % 4],
  }));
  await writeFile(rows, texts.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const { artifactFolder } = await trainEncoderClassifier({
    engine,
    modelFolder: folder,
    labels,
    trainPath: rows,
    validationPath: rows,
    checkpointFolder: work,
    spec: {
      ...spec,
      method,
      kind: 'encoder',
      maxTokens: 24,
      headDropout: 0,
      isBalanced: false,
      evaluationsPerEpoch: 1,
    },
    onEvent: () => undefined,
  });
  return artifactFolder;
}
