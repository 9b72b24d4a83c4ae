import { AppError } from '@modelmint/domain/errors';
import type { LinearLayout, ParameterLayout } from '../architectures/architecture.ts';
import { modelPrefix } from '../checkpoint/match-weights.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import { patternValue } from './pattern-value.ts';
import type { PeftAdapter, PeftPair } from './peft-adapter.ts';

/** What an adapter must fit: an architecture's linear maps and parameters for one config. */
export interface AdapterBase {
  linears: readonly LinearLayout[];
  parameters: readonly ParameterLayout[];
}

export interface FittedPair extends PeftPair {
  /** α / r, or α / √r with rsLoRA. */
  scale: number;
  isTransposed: boolean;
}

/** By the names of the base. */
export interface FittedAdapter {
  pairs: ReadonlyMap<string, FittedPair>;
  saved: ReadonlyMap<string, NamedWeights>;
}

/**
 * Checks that an adapter belongs to a base model. One that was trained on the bare model, without its head, has names
 * without the model's prefix; they are given it.
 *
 * @throws AppError `invalid_file` for an adapter of another base: the module, what is expected, what is found.
 */
export function fitAdapter({ config, pairs, saved }: PeftAdapter, base: AdapterBase): FittedAdapter {
  const prefix = modelPrefix(base.parameters.map(({ name }) => name)) ?? '';
  const names = [...pairs.keys(), ...saved.keys()];
  const isBare = prefix !== '' && !names.some((name) => name.startsWith(prefix));
  const linears = new Map([...headOf(base), ...base.linears].map((one) => [one.module, one]));
  const parameters = new Map(base.parameters.map((one) => [one.name, one]));
  const nameIn = (known: ReadonlyMap<string, unknown>, name: string) =>
    isBare && !known.has(name) ? prefix + name : name;
  const fitted = [...pairs].map(([module, pair]): [string, FittedPair] => {
    const linear = linears.get(nameIn(linears, module));
    if (linear === undefined) throw refuse(`it adapts ${module}, which this model does not have or cannot adapt`);
    if (linear.in !== pair.in || linear.out !== pair.out)
      throw refuse(`${module}: expected ${linear.in} → ${linear.out}, found ${pair.in} → ${pair.out}`);
    const alpha = patternValue(config.alphaPattern, module, config.alpha);
    const scale = alpha / (config.useRslora ? Math.sqrt(pair.rank) : pair.rank);
    return [linear.module, { ...pair, scale, isTransposed: linear.isTransposed ?? false }];
  });
  const replaced = [...saved].map(([savedName, weights]): [string, NamedWeights] => {
    const name = nameIn(parameters, savedName);
    const parameter = parameters.get(name);
    if (parameter === undefined) throw refuse(`it replaces ${savedName}, which this model does not have`);
    if (parameter.shape.join() !== weights.shape.join())
      throw refuse(`${savedName}: expected [${parameter.shape.join(', ')}], found [${weights.shape.join(', ')}]`);
    return [name, { ...weights, name }];
  });
  return { pairs: new Map(fitted), saved: new Map(replaced) };
}

/** The output head, which is not adapted by default but may be. */
function headOf({ parameters }: AdapterBase): LinearLayout[] {
  const [out, inSize] = parameters.find(({ name }) => name === 'lm_head.weight')?.shape ?? [];
  return out === undefined || inSize === undefined ? [] : [{ module: 'lm_head', in: inSize, out }];
}

function refuse(what: string): AppError {
  return new AppError('invalid_file', `the adapter is for another base model: ${what}`);
}
