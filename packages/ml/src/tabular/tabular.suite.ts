import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TabularSpec } from '@modelmint/domain/tabular-spec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import type { FitEvent } from '../fitting/fit-event.ts';
import { openFitState } from '../fitting/fit-state.ts';
import { planRows } from '../fitting/plan-rows.ts';
import { startParameters } from '../layers/start-parameters.ts';
import { toTensor } from '../optimizer/adam-slots.ts';
import { openTableCollector } from './collect-table.ts';
import { encodeTable, takeRows } from './encode-table.ts';
import { learnColumns } from './learn-columns.ts';
import { encodeTargets, learnTarget } from './learn-target.ts';
import { loadTabular } from './load-tabular.ts';
import type { TableRow, TableRows } from './table-row.ts';
import { networkOf } from './tabular-artifact.ts';
import { lossOf, type TabularFigures } from './tabular-figures.ts';
import { openTabularFit } from './tabular-fit.ts';
import { priceRows, priceSpec, xorRows, xorSpec } from './toy-tables.ts';
import { trainTabular } from './train-tabular.ts';

interface Run {
  spec?: TabularSpec;
  trainRows?: TableRows;
  validationRows?: TableRows;
  resume?: string | undefined;
  signal?: AbortSignal;
  onEvent?: (event: FitEvent<TabularFigures>) => void;
}

export function describeTabular(open: () => Promise<Engine>): void {
  let engine: Engine;
  let folder: string;
  beforeAll(async () => {
    engine = await open();
    folder = await mkdtemp(path.join(os.tmpdir(), 'modelmint-tabular-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const train = (name: string, { resume, ...options }: Run) =>
    trainTabular({
      engine,
      spec: xorSpec,
      trainRows: xorRows(200, 1),
      validationRows: xorRows(80, 2),
      checkpointFolder: path.join(folder, name),
      resume: resume === undefined ? undefined : { folder: resume },
      onEvent: () => undefined,
      ...options,
    });
  const weightsOf = (artifact: string) => readFile(path.join(artifact, 'model.safetensors'));

  describe('a classifier', () => {
    let artifactFolder: string;

    it('learns what only two columns together tell, and says the same after it was saved and loaded', async () => {
      const before = engine.tf.memory().numTensors;
      const { metrics, columns, ...trained } = await train('xor', {});
      artifactFolder = trained.artifactFolder;
      expect(metrics).toMatchObject({ kind: 'label', accuracy: 1, auc: 1 });
      expect(columns.filter(({ kind }) => kind === 'left-out')).toEqual([
        { kind: 'left-out', name: 'unit', why: 'constant' },
        { kind: 'left-out', name: 'id', why: 'ignored' },
      ]);
      const model = await loadTabular({ engine, folder: artifactFolder });
      const predictions = model.predict(xorRows(80, 2));
      const loss = xorRows(80, 2).reduce((sum, { label }, row) => {
        const prediction = predictions[row];
        const scores = prediction?.kind === 'label' ? prediction.scores : [];
        return sum - Math.log(scores.find((one) => one.label === label)?.score ?? Number.NaN) / 80;
      }, 0);
      expect(metrics.kind === 'label' && metrics.logLoss).toBeCloseTo(loss, 10);
      model.dispose();
      expect(engine.tf.memory().numTensors).toBe(before);
    });

    it('answers rows with missing and unseen values, and tells them', async () => {
      const model = await loadTabular({ engine, folder: artifactFolder });
      const [seen, unseen, missing] = model.predict([
        { left: 'on', right: 'off', noise: 3 },
        { left: 'broken', right: 'off', noise: null, unit: 'lb' },
        { left: null, right: 'off', noise: 'NA', label: 'yes' },
      ]);
      expect(seen).toMatchObject({ label: 'yes', unseen: [] });
      expect(unseen).toMatchObject({ unseen: ['left'] });
      expect(missing).toMatchObject({ unseen: ['left'] });
      for (const one of [seen, unseen, missing]) {
        const scores = one?.kind === 'label' ? one.scores : [];
        expect(scores.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 10);
      }
      expect(model.predict([])).toEqual([]);
      model.dispose();
    });

    it('answers rows of several calls together as it does each call, and the best labels only', async () => {
      const model = await loadTabular({ engine, folder: artifactFolder });
      const [one, other] = [xorRows(5, 7), xorRows(3, 8)];
      const read = [...(await model.read(one)), ...(await model.read(other))];
      const whole = [...model.predict(one), ...model.predict(other)];
      model.predictRead(read).forEach((prediction, row) => {
        const expected = whole[row];
        if (prediction.kind !== 'label' || expected?.kind !== 'label') throw new Error('these are labels');
        expect(prediction.scores.map(({ label }) => label)).toEqual(expected.scores.map(({ label }) => label));
        expect(prediction.scores[0]?.score).toBeCloseTo(expected.scores[0]?.score ?? Number.NaN, 5);
      });
      const best = model.predictRead(read, 1).map((one) => (one.kind === 'label' ? one.scores.length : 0));
      expect(best).toEqual(Array(8).fill(1));
      expect(model.cellsRead).toBe(3);
      const weights = (await stat(path.join(artifactFolder, 'model.safetensors'))).size;
      expect(model.bytes).toBeGreaterThan(weights / 2);
      await expect(model.read([{ left: 'on', noise: 1 }])).rejects.toMatchObject({ param: 'rows[0].right' });
      model.dispose();
    });

    it.each<[string, TableRow, string, string]>([
      ['lacks a column', { left: 'on', noise: 1 }, 'lacks the column "right"; give null', 'rows[1].right'],
      [
        'has an unknown column',
        { left: 'on', right: 'on', noise: 1, nose: 2 },
        'of the column nose; leave it',
        'rows[1].nose',
      ],
      ['has text for a number', { left: 'on', right: 'on', noise: '1,5' }, 'numeric but holds "1,5"', 'rows[1].noise'],
    ])('refuses a row that %s', async (_name, row, message, param) => {
      const model = await loadTabular({ engine, folder: artifactFolder });
      const good = { left: 'on', right: 'off', noise: 3 };
      const error = expect.objectContaining({
        code: 'invalid_value',
        message: expect.stringContaining(message),
        param,
      });
      expect(() => model.predict([good, row])).toThrow(error);
      model.dispose();
    });

    it('refuses folders that are no artifact of its kind', async () => {
      const damaged = path.join(folder, 'damaged');
      await cp(artifactFolder, damaged, { recursive: true });
      const config = path.join(damaged, 'config.json');
      const text = await readFile(config, 'utf8');
      const load = () => loadTabular({ engine, folder: damaged });
      await writeFile(config, text.slice(0, 100));
      await expect(load()).rejects.toThrow('config.json in damaged is cut off');
      await writeFile(config, text.replace('modelmint-tabular', 'other'));
      await expect(load()).rejects.toThrow('is not of a model of tables: it is of "other"');
      await writeFile(config, text.replace('"dropout": 0.1', '"dropout": 7'));
      await expect(load()).rejects.toThrow('spec.dropout');
      await writeFile(config, text.replace('"off"', '"off", "new"'));
      await expect(load()).rejects.toThrow('holds embeddings.0.weight as [4,2] where the model has [5,2]');
      await writeFile(config, text.replace('"name": "noise",\n      "mean"', '"name": "left",\n      "mean"'));
      await expect(load()).rejects.toThrow('columns: they are not those of its spec');
      await writeFile(config, text.replace('"name": "label",\n    "labels"', '"name": "noise",\n    "labels"'));
      await expect(load()).rejects.toThrow('target: its spec has another than "noise"');
      await writeFile(config, text.replace('"embeddingSizeMax": 50', '"embeddingSizeMax": 1'));
      await expect(load()).rejects.toThrow('the embedding of "left" is larger than its spec allows');
      const many = JSON.stringify(Array.from({ length: 1001 }, (_, label) => `l${label}`));
      await writeFile(config, text.replace(/"labels": \[[^\]]*\]/, `"labels": ${many}`));
      await expect(load()).rejects.toThrow('it has 1001 labels, more than 1000');
      await writeFile(config, text);
      const weights = path.join(damaged, 'model.safetensors');
      const bytes = await readFile(weights);
      await writeFile(weights, Buffer.concat([bytes.subarray(0, -4), Buffer.from([0, 0, 0xc0, 0x7f])]));
      await expect(load()).rejects.toThrow('with numbers that are not finite');
      await rm(path.join(damaged, 'config.json'));
      await expect(load()).rejects.toMatchObject({ code: 'invalid_state' });
    });
  });

  it('predicts values in the unit of the target, through missing cells', async () => {
    const validationRows = priceRows(100, 12);
    const { metrics, artifactFolder } = await train('price', {
      spec: priceSpec,
      trainRows: priceRows(400, 11),
      validationRows,
    });
    expect(metrics.kind === 'value' && metrics.r2).toBeGreaterThan(0.95);
    const model = await loadTabular({ engine, folder: artifactFolder });
    const predictions = model.predict(validationRows);
    const mae = validationRows.reduce((sum, { price }, row) => {
      const prediction = predictions[row];
      return sum + Math.abs(Number(price) - (prediction?.kind === 'value' ? prediction.value : Number.NaN)) / 100;
    }, 0);
    expect(metrics.kind === 'value' && metrics.mae).toBeCloseTo(mae, 2);
    model.dispose();
  });

  it('resumed from any of its checkpoints, ends with the same weights bit for bit', async () => {
    const checkpoints: string[] = [];
    const controller = new AbortController();
    const cut = train('cut', {
      signal: controller.signal,
      onEvent: (event) => {
        if (event.kind !== 'checkpoint') return;
        checkpoints.push(event.folder);
        if (checkpoints.length === 3) controller.abort(new Error('cut off'));
      },
    });
    await expect(cut).rejects.toThrow('cut off');
    const whole = await train('whole', {});
    const resumed = await train('resumed', { resume: checkpoints[1] });
    expect((await weightsOf(resumed.artifactFolder)).equals(await weightsOf(whole.artifactFolder))).toBe(true);
    expect(resumed.metrics).toEqual(whole.metrics);
    const changed = [...xorRows(199, 1), ...xorRows(1, 9)];
    for (const other of [{ spec: { ...xorSpec, seed: 4 } }, { trainRows: changed }])
      await expect(train('other', { ...other, resume: checkpoints[1] })).rejects.toThrow(
        'is of a run with another spec or other rows',
      );
  });

  it.each<[string, Run, string]>([
    [
      'a column that is all missing',
      { trainRows: xorRows(9, 1).map((row) => ({ ...row, noise: '' })) },
      'in noise: fill it',
    ],
    ['too few rows', { trainRows: xorRows(1, 1) }, 'The training split has 1 rows'],
    ['no validation rows', { validationRows: [] }, 'The validation split has no rows'],
    ['a label that is unseen in training', { validationRows: [{ ...xorRows(1, 1)[0], label: 'x' }] }, 'label "x"'],
  ])('refuses %s', async (_name, run, message) => {
    const error = { code: 'dataset_invalid', message: expect.stringContaining(message) };
    await expect(train('refused', run)).rejects.toMatchObject(error);
  });

  function openRun(spec: TabularSpec, rows: readonly TableRow[]) {
    const collector = openTableCollector({
      columns: spec.columns.flatMap(({ name, role }) => {
        if (role === 'ignored') return [];
        if (role !== 'target') return [{ name, kind: role }];
        return [{ name, kind: spec.task === 'tabular-regression' ? 'numeric' : 'categorical' }];
      }),
      others: spec.columns.map(({ name }) => name),
      missingWords: spec.missingWords,
      source: 'training',
    });
    for (const row of rows) collector.add(row);
    const raw = collector.finish();
    const inputs = spec.columns.filter(({ role }) => role !== 'target');
    const target = learnTarget(raw, spec.columns.find(({ role }) => role === 'target')?.name ?? '');
    const model = { spec, columns: learnColumns(raw, inputs, spec), target };
    const table = encodeTable(raw, model.columns);
    return { model, network: networkOf(model), data: { table, targets: encodeTargets(raw, target, 'training') } };
  }

  it('keeps no tensors from step to step', () => {
    const { model, network, data } = openRun(xorSpec, xorRows(64, 3));
    const before = engine.tf.memory().numTensors;
    const weights = startParameters(network.parameters, 1);
    const state = openFitState(engine.tf, network.parameters, { weights });
    const rows = planRows(64, xorSpec);
    const fit = openTabularFit(engine, { model, network, state, rows, train: data, validation: data });
    const counts: number[] = [];
    for (let step = 1; step <= 1000; step++) {
      fit.advance(step, 0.001);
      counts.push(engine.tf.memory().numTensors);
    }
    expect(counts[999]).toBe(counts[9]);
    state.dispose();
    expect(engine.tf.memory().numTensors).toBe(before);
  });

  it.each([
    { name: 'labels', spec: { ...xorSpec, labelSmoothing: 0.1, isBalanced: true }, rows: xorRows(24, 4) },
    { name: 'values', spec: priceSpec, rows: priceRows(24, 4) },
  ])('has gradients of $name as finite differences have', ({ spec, rows }) => {
    const { tf } = engine;
    const { model, network, data } = openRun(spec, rows);
    const weights = startParameters(network.parameters, 5);
    const batch = takeRows(
      data.table,
      Int32Array.from({ length: 24 }, (_, i) => i),
    );
    const pass = () => {
      const gradients = new Map<string, Float32Array>();
      let loss = Number.NaN;
      tf.tidy(() => {
        const tensors = new Map(weights.map((one) => [one.name, toTensor(tf, one)]));
        const training = { random: () => 0.5, update: () => undefined };
        const parameter = (name: string) => tensors.get(name) ?? tf.scalar(Number.NaN);
        const { output, backward } = network.forward({ engine, parameter, training }, batch);
        const settings = { weights: Float64Array.of(0.7, 1.6), labelSmoothing: spec.labelSmoothing };
        const result = lossOf(output.dataSync(), { ...model, targets: data.targets }, settings);
        loss = result.loss;
        for (const [name, one] of backward(tf.tensor2d(result.gradient, output.shape)))
          gradients.set(name, Float32Array.from(one.dataSync()));
      });
      return { loss, gradients };
    };
    const { gradients } = pass();
    for (const { name } of network.parameters.filter(({ isTrained }) => isTrained)) {
      const values = weights.find((one) => one.name === name)?.values ?? new Float32Array();
      for (const index of [0, Math.floor(values.length / 2), values.length - 1]) {
        const kept = values[index] ?? Number.NaN;
        const step = 0.002;
        values[index] = kept + step;
        const above = pass().loss;
        values[index] = kept - step;
        const below = pass().loss;
        values[index] = kept;
        expect(gradients.get(name)?.[index], `${name}[${index}]`).toBeCloseTo((above - below) / (2 * step), 2);
      }
    }
  });

  it('tells a loss that is no number, and steps nothing', async () => {
    const spec = { ...priceSpec, learningRate: 1, clipNorm: 1e30, hiddenSizes: [] };
    const { network, model, data } = openRun(spec, priceRows(64, 3));
    const weights = startParameters(network.parameters, 1).map((one) => ({ ...one, values: one.values.fill(1e30) }));
    const state = openFitState(engine.tf, network.parameters, { weights });
    const rows = planRows(64, spec);
    const fit = openTabularFit(engine, { model, network, state, rows, train: data, validation: data });
    expect(fit.advance(1, 1).loss).toBeNaN();
    expect(state.readWeights().map(({ values }) => values[0])).toEqual(weights.map(({ values }) => values[0]));
    state.dispose();
  });
}
