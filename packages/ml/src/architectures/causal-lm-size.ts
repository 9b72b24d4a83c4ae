import type { CausalLmSize } from '@modelmint/domain/causal-lm-memory';
import type { CausalLmArchitecture, CausalLmShape, LinearLayout } from './architecture.ts';
import { countParameters } from './count-parameters.ts';

/** The numbers of a model that its memory and its training depend on. `adapted`: what LoRA is put beside; default all. */
export function causalLmSizeOf(
  architecture: CausalLmArchitecture,
  config: CausalLmShape,
  adapted?: readonly LinearLayout[],
): CausalLmSize {
  const parameters = architecture.parameters(config);
  const linears = architecture.linears(config);
  const sizes = parameters.map(({ shape }) => shape.reduce((product, side) => product * side, 1));
  return {
    parameters: countParameters(parameters),
    contextLength: config.contextLength,
    hiddenSize: config.hiddenSize,
    layers: config.layers,
    heads: config.heads,
    vocabularySize: config.vocabSize,
    linearOutputs: linears.reduce((sum, { out }) => sum + out, 0),
    loraRankSize: (adapted ?? linears).reduce((sum, one) => sum + one.in + one.out, 0),
    largestParameter: sizes.reduce((most, size) => Math.max(most, size), 0),
  };
}
