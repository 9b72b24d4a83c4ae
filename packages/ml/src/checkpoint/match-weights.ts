import { AppError } from '@modelmint/domain/errors';
import type { ParameterLayout } from '../architectures/architecture.ts';
import type { StoredTensor, WeightSource } from '../weights/weight-source.ts';

const shownMax = 5;

export interface MatchedWeights {
  /** Where each stored parameter of the layout stands. Ties, and optional ones that are absent, are not here. */
  stored: ReadonlyMap<string, StoredTensor>;
  /** Names in the files that the layout has no use for. */
  unused: readonly string[];
}

/**
 * Finds each parameter of a layout in a checkpoint. A checkpoint of the bare model, without its head, calls them without
 * the model's prefix (`wte.weight` for `transformer.wte.weight`); older ones call a LayerNorm's weight and bias gamma and beta.
 *
 * @throws AppError `invalid_file` when one is missing or has another shape: its name, what is expected, what is found.
 */
export function matchWeights(source: WeightSource, layout: readonly ParameterLayout[]): MatchedWeights {
  const find = finder(source, layout);
  const stored = new Map<string, StoredTensor>();
  const ties = layout.filter(({ tiedTo }) => tiedTo !== undefined);
  const missing: string[] = [];
  for (const { name, shape, isOptional, tiedTo } of layout) {
    if (tiedTo !== undefined) continue;
    // Of two tied tensors a file holds one, and which one is up to the program that wrote it.
    const tie = ties.find((one) => one.tiedTo === name)?.name;
    const found = find(name) ?? (tie === undefined ? undefined : find(tie));
    if (found === undefined) {
      if (isOptional !== true) missing.push(name);
      continue;
    }
    if (!isSameShape(found.shape, shape))
      throw new AppError('invalid_file', `${found.name}: expected ${show(shape)}, found ${show(found.shape)}`);
    stored.set(name, found);
  }
  if (missing.length > 0) throw lacks(missing, layout.length - ties.length);
  const used = new Set([...stored.values(), ...ties.map(({ name }) => find(name))].map((one) => one?.name));
  return { stored, unused: source.tensors.map(({ name }) => name).filter((name) => !used.has(name)) };
}

function finder(source: WeightSource, layout: readonly ParameterLayout[]): (name: string) => StoredTensor | undefined {
  const prefix = modelPrefix(layout.map(({ name }) => name));
  const isBare = prefix !== undefined && !source.tensors.some(({ name }) => name.startsWith(prefix));
  return (name) => {
    const wanted = isBare && name.startsWith(prefix) ? name.slice(prefix.length) : name;
    return source.find(wanted) ?? source.find(olderName(wanted));
  };
}

/** The first part of a model's names when most of them share it: `model.`, `transformer.`, `bert.` */
export function modelPrefix(names: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const name of names) {
    const first = name.slice(0, name.indexOf('.') + 1);
    counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most !== undefined && most[0] !== '' && most[1] * 2 > names.length ? most[0] : undefined;
}

function olderName(name: string): string {
  return name.replace(/LayerNorm\.weight$/, 'LayerNorm.gamma').replace(/LayerNorm\.bias$/, 'LayerNorm.beta');
}

function lacks(missing: readonly string[], count: number): AppError {
  const shown = missing.slice(0, shownMax).join(', ');
  const rest = missing.length > shownMax ? ', …' : '';
  return new AppError(
    'invalid_file',
    `the weights lack ${missing.length} of ${count} parameters that config.json asks for: ${shown}${rest}`,
  );
}

function isSameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

function show(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
