import {
  type CausalLmMemorySettings,
  type CausalLmTrainingBytes,
  causalLmTrainingBytes,
} from '@modelmint/domain/causal-lm-memory';
import type { CausalLmArchitecture, CausalLmShape } from '../architectures/architecture.ts';
import { causalLmSizeOf } from '../architectures/causal-lm-size.ts';
import { chooseModules } from './choose-modules.ts';
import { chooseSaved } from './choose-saved.ts';

/** The memory that training a model of this shape needs. */
export function estimateTrainingMemory(
  architecture: CausalLmArchitecture,
  config: CausalLmShape,
  settings: CausalLmMemorySettings,
): CausalLmTrainingBytes {
  const { method } = settings;
  if (method.kind === 'full') return causalLmTrainingBytes(causalLmSizeOf(architecture, config), settings);
  const adapted = chooseModules(architecture.linears(config), method.targetModules);
  const saved = chooseSaved(architecture.parameters(config), adapted, method.modulesToSave);
  const savedParameters = countNumbers(saved);
  return causalLmTrainingBytes({ ...causalLmSizeOf(architecture, config, adapted), savedParameters }, settings);
}

function countNumbers(parameters: readonly { shape: readonly number[] }[]): number {
  return parameters.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
}
