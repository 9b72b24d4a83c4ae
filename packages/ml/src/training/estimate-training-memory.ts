import {
  type CausalLmMemorySettings,
  type CausalLmTrainingBytes,
  causalLmTrainingBytes,
} from '@modelmint/domain/causal-lm-memory';
import type { CausalLmArchitecture, CausalLmShape } from '../architectures/architecture.ts';
import { causalLmSizeOf } from '../architectures/causal-lm-size.ts';
import { chooseModules } from './choose-modules.ts';

/** The memory that training a model of this shape needs. */
export function estimateTrainingMemory(
  architecture: CausalLmArchitecture,
  config: CausalLmShape,
  settings: CausalLmMemorySettings,
): CausalLmTrainingBytes {
  const { method } = settings;
  const adapted =
    method.kind === 'lora' ? chooseModules(architecture.linears(config), method.targetModules) : undefined;
  return causalLmTrainingBytes(causalLmSizeOf(architecture, config, adapted), settings);
}
