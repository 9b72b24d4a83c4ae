import { z } from 'zod';
import { modelAbilities } from '../model-ability.ts';
import type { ServedModel } from '../serving-contract.ts';

/** What a call needs to know of the model that it names; plain JSON. */
export const CalledModel = z.object({
  id: z.string().min(1).max(64),
  storagePrefix: z.string().min(1).max(500),
  /** Whose files a worker needs besides the model's own. */
  base: z.object({ id: z.string().min(1).max(64), storagePrefix: z.string().min(1).max(500) }).nullable(),
  abilities: z.array(z.enum(modelAbilities)).readonly(),
  /** Tokens that it reads at once; null where nobody has said. */
  contextLength: z.number().int().positive().nullable(),
  /** Numbers of an embedding; null where nobody has said. */
  hiddenSize: z.number().int().positive().nullable(),
});
export type CalledModel = z.output<typeof CalledModel>;

/** The part of a worker's request that says which model is asked. */
export function servedModel({ id: modelId, storagePrefix, base }: CalledModel): ServedModel {
  return { modelId, storagePrefix, base };
}
