import { AppError } from '@modelmint/domain/errors';
import type { LinearLayout } from '../architectures/architecture.ts';

/**
 * The linear maps that LoRA is put beside: those whose path is, or ends after a dot with, one of `targets`; all without
 * them. In the order of the model.
 *
 * @throws AppError `invalid_value` for a target that fits none, with what there is, and for a model without such maps.
 */
export function chooseModules(linears: readonly LinearLayout[], targets: readonly string[] | null): LinearLayout[] {
  if (linears.length === 0)
    throw new AppError(
      'invalid_value',
      'This model has no linear maps that an adapter can stand beside; train all of its parameters (method full).',
      { param: 'method.kind' },
    );
  if (targets === null) return [...linears];
  const fits = (module: string, target: string) => module === target || module.endsWith(`.${target}`);
  const unknown = targets.filter((target) => !linears.some(({ module }) => fits(module, target)));
  if (unknown.length > 0 || targets.length === 0)
    throw new AppError(
      'invalid_value',
      `${targets.length === 0 ? 'No target modules are named' : `The model has no linear module ${unknown.join(', ')}`}; ` +
        `it has ${endings(linears).join(', ')}.`,
      { param: 'method.targetModules' },
    );
  return linears.filter(({ module }) => targets.some((target) => fits(module, target)));
}

/** Last parts of the paths, each once. */
function endings(linears: readonly LinearLayout[]): string[] {
  return [...new Set(linears.map(({ module }) => module.slice(module.lastIndexOf('.') + 1)))];
}
