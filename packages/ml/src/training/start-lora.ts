import type { LinearLayout } from '../architectures/architecture.ts';
import { seededRandom } from '../random/seeded-random.ts';
import type { NamedWeights } from '../weights/named-weights.ts';

const startStream = 12;

export const loraAName = (module: string) => `${module}.lora_A.weight`;
export const loraBName = (module: string) => `${module}.lora_B.weight`;

/**
 * Where LoRA starts, as PEFT's `init_lora_weights=True`: A by Kaiming's uniform rule with a = √5, which is ±1/√in (He et al.
 * 2015), and B zero, so that the model is the base at first.
 */
export function startLora(modules: readonly LinearLayout[], options: { rank: number; seed: number }): NamedWeights[] {
  const { rank, seed } = options;
  return modules.flatMap((layout, index) => {
    const random = seededRandom(seed, startStream, index);
    const limit = 1 / Math.sqrt(layout.in);
    const a = Float32Array.from({ length: rank * layout.in }, () => (random() * 2 - 1) * limit);
    return [
      { name: loraAName(layout.module), shape: [rank, layout.in], values: a },
      { name: loraBName(layout.module), shape: [layout.out, rank], values: new Float32Array(layout.out * rank) },
    ];
  });
}
