import { isDeepStrictEqual } from 'node:util';
import type {
  EncoderShape,
  HeadLayout,
  HfConfig,
  ImageClassifierShape,
  LinearLayout,
  ParameterLayout,
} from '../architectures/architecture.ts';
import { findArchitecture } from '../architectures/registry.ts';
import { type ClassifierArchitecture, withLabels } from '../architectures/with-labels.ts';
import { matchWeights } from '../checkpoint/match-weights.ts';
import { drawNormal } from '../random/draw-normal.ts';
import { seededRandom } from '../random/seeded-random.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import type { WeightSource } from '../weights/weight-source.ts';

/** A checkpoint as it is to be: with a head for the labels of the data. */
export interface ClassifierBase {
  json: HfConfig;
  head: HeadLayout;
  parameters: readonly ParameterLayout[];
  /** That LoRA may stand beside; what is in the head is trained whole. */
  linears: readonly LinearLayout[];
  /** What an adapter calls a module. */
  adapterNameOf(module: string): string;
  /** Of the checkpoint's own head; null without one. */
  labelsBefore: readonly string[] | null;
}

/** The checkpoint's architecture, which has the head of `labels` in `config`. */
export function describeBase<Kind extends ClassifierArchitecture['kind']>(
  json: HfConfig,
  { kind, labels }: { kind: Kind; labels: readonly string[] },
) {
  const architecture = findArchitecture(json, kind) as Extract<ClassifierArchitecture, { kind: Kind }>;
  const { head, adapterNameOf = (module) => module } = architecture;
  const labelled = withLabels(json, architecture, labels);
  const config = architecture.readConfig(labelled) as EncoderShape & ImageClassifierShape;
  const base: ClassifierBase = {
    json: labelled,
    head,
    parameters: architecture.parameters(config),
    linears: architecture.linears(config).filter(({ module }) => !isIn(head, module)),
    adapterNameOf,
    labelsBefore: ownLabels(json, architecture.readConfig(json).labels),
  };
  return { architecture, config, base };
}

/** One that gives several labels, or a number, has a head of another meaning. */
function ownLabels({ problem_type: type }: HfConfig, labels: readonly string[] | null): readonly string[] | null {
  return type == null || type === 'single_label_classification' ? labels : null;
}

export function isIn({ modules }: HeadLayout, path: string): boolean {
  return modules.some((module) => path === module || path.startsWith(`${module}.`));
}

const headStream = 21;
/** As transformers starts new layers where config.json names no `initializer_range`. */
const usualDeviation = 0.02;

export interface HeadStart {
  labels: readonly string[];
  seed: number;
}

/**
 * Reads the weights of these names. What the checkpoint lacks of its head is made anew, from the seed; its last layer always is,
 * unless its labels are the data's.
 *
 * @throws AppError `invalid_file` when a weight is missing outside of the head, or has another shape.
 */
export async function readStart(
  source: WeightSource,
  base: ClassifierBase,
  { names, ...start }: HeadStart & { names: readonly string[] },
): Promise<NamedWeights[]> {
  const { head, parameters } = base;
  const output = { modules: [head.output], output: head.output };
  const { stored } = matchWeights(
    source,
    parameters
      .filter(({ name }) => !isIn(output, name))
      .map((one) => ({ ...one, isOptional: one.isOptional === true || isIn(head, one.name) })),
  );
  const wanted = new Set(names);
  const weights: NamedWeights[] = [];
  for (const [index, { name, shape }] of parameters.entries()) {
    if (!wanted.has(name)) continue;
    const found = stored.get(name);
    const values = isIn(output, name)
      ? await readOutput(source, { base, labels: start.labels, name, shape })
      : found && (await source.readFloat32(found.name));
    weights.push({
      name,
      shape: [...shape],
      values: values ?? startAnew(base, { name, shape, seed: start.seed, index }),
    });
  }
  return weights;
}

interface OutputPart {
  base: ClassifierBase;
  labels: readonly string[];
  name: string;
  shape: readonly number[];
}

/** Its rows in the order of the data's labels; undefined where the checkpoint knows other labels. */
async function readOutput(
  source: WeightSource,
  { base: { labelsBefore }, labels, name, shape }: OutputPart,
): Promise<Float32Array | undefined> {
  const rows = labels.map((label) => labelsBefore?.indexOf(label) ?? -1);
  const isSame = labelsBefore?.length === labels.length && !rows.includes(-1);
  if (!isSame || !isDeepStrictEqual(source.find(name)?.shape, shape)) return undefined;
  const values = await source.readFloat32(name);
  const width = values.length / labels.length;
  const ordered = new Float32Array(values.length);
  for (const [to, from] of rows.entries()) ordered.set(values.subarray(from * width, (from + 1) * width), to * width);
  return ordered;
}

interface NewPart {
  name: string;
  shape: readonly number[];
  seed: number;
  index: number;
}

function startAnew({ json }: ClassifierBase, { name, shape, seed, index }: NewPart): Float32Array {
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  const { initializer_range: range } = json;
  const deviation = typeof range === 'number' && range > 0 ? range : usualDeviation;
  if (name.endsWith('.weight')) drawNormal(seededRandom(seed, headStream, index), values, deviation);
  return values;
}
