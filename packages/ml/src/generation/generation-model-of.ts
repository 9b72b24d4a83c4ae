import type { CausalInput, CausalLmArchitecture, CausalLmShape, CausalOutput } from '../architectures/architecture.ts';
import type { Scope } from '../nn/scope.ts';
import type { GenerationModel } from './generation-model.ts';

/** A model to write with over the weights that `scope` gives, such as those of a run that is being trained. */
export function generationModelOf(
  { architecture, config }: { architecture: CausalLmArchitecture; config: CausalLmShape },
  scope: Scope,
): GenerationModel {
  const { tf } = scope;
  const forward = (input: CausalInput): CausalOutput =>
    // `tf.tidy` for what its type does not cover.
    tf.tidy((() => architecture.hiddenStates(scope, config, input)) as never) as unknown as CausalOutput;
  return { config, scope, forward, logits: (hidden) => tf.tidy(() => architecture.logits(scope, config, hidden)) };
}
