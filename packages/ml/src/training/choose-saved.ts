import { AppError } from '@modelmint/domain/errors';
import type { LinearLayout, ParameterLayout } from '../architectures/architecture.ts';

/**
 * The parameters of the modules that are trained whole beside an adapter. As in peft, a module is meant when its path ends with a
 * name, whatever stands before it, with all that is in it.
 *
 * @param adapted what LoRA is put beside
 * @throws AppError `invalid_value` for a name that fits none, for a module that LoRA adapts too, and for an embedding that a tied
 * head shares: the head would stay as it was.
 */
export function chooseSaved(
  parameters: readonly ParameterLayout[],
  adapted: readonly LinearLayout[],
  names: readonly string[] | undefined,
): ParameterLayout[] {
  if (names === undefined) return [];
  const isSaved = (parameter: string, name: string) => pathsOf(parameter).some((path) => path.endsWith(name));
  const unknown = names.filter((name) => !parameters.some((one) => isSaved(one.name, name)));
  if (unknown.length > 0)
    throw refuse(`The model has no module ${unknown.join(', ')}; it has ${endings(parameters).join(', ')}.`);
  const saved = parameters.filter((one) => one.isBuffer !== true && names.some((name) => isSaved(one.name, name)));
  const twice = adapted.find(({ module }) => saved.some(({ name }) => name.startsWith(`${module}.`)));
  if (twice !== undefined)
    throw refuse(`${twice.module} has an adapter and is to be saved whole too: leave it out of one of the two.`);
  const tied = parameters.find(({ tiedTo }) => saved.some(({ name }) => name === tiedTo));
  if (tied !== undefined)
    throw refuse(
      `${tied.tiedTo} is also the model's ${tied.name} (tied), which would stay as it was: save ${pathsOf(tied.name).at(-1)} instead.`,
    );
  return saved;
}

/** Paths of the modules that a parameter is in: `a`, `a.b` of `a.b.weight`. */
function pathsOf(parameter: string): string[] {
  const parts = parameter.split('.');
  return parts.slice(1).map((_, depth) => parts.slice(0, depth + 1).join('.'));
}

/** Last parts of the modules' paths, each once. */
function endings(parameters: readonly ParameterLayout[]): string[] {
  return [...new Set(parameters.map(({ name }) => name.split('.').at(-2) ?? ''))];
}

function refuse(message: string): AppError {
  return new AppError('invalid_value', message, { param: 'method.modulesToSave' });
}
