import { isAppError } from '@modelmint/domain/errors';
import type { TrainingSample } from '@modelmint/domain/training-metrics';
import { findTurnEnd } from '@modelmint/ml/chat-template/find-turn-end';
import type { GenerationModel } from '@modelmint/ml/generation/generation-model';
import { readGenerationDefaults } from '@modelmint/ml/generation/read-generation-defaults';
import type { RowEncoding } from '@modelmint/ml/training/encode-row';
import { readSamplePrompts } from '@modelmint/ml/training/sample-prompts';
import { writeSamples } from '@modelmint/ml/training/write-samples';

const samplesMax = 3;
/** Of what is written; a long prompt may leave less, but not fewer than the least. */
const [tokensLeast, tokensMost] = [16, 64];

export type WriteSamples = (model: GenerationModel) => Promise<TrainingSample[]>;

/**
 * What writes answers to the first held-out examples, and goes on with texts that stand alone.
 *
 * @param from the folder says what ends an answer
 */
export async function openSamples(
  { encoding, contextLength }: { encoding: RowEncoding; contextLength: number },
  { folder, validationPath, temperature }: { folder: string; validationPath: string; temperature?: number },
): Promise<WriteSamples> {
  const { tokenizer } = encoding;
  const half = Math.ceil(contextLength / 2);
  const tokensMax = Math.min(tokensMost, half);
  const prompts = await readSamplePrompts(validationPath, encoding, {
    count: samplesMax,
    promptTokensMax: contextLength - Math.min(tokensLeast, half),
    textTokensMax: { prompt: contextLength - tokensMax, expected: tokensMax },
  });
  const { eosIds: named } = await readGenerationDefaults(folder);
  // A base that has never seen a chat does not name what ends a turn in one; text rows ask for no template.
  const template = await encoding.chatTemplate().catch((error: unknown) => {
    if (isAppError(error)) return null;
    throw error;
  });
  const turnEnd = template === null ? { ids: [], stops: [] } : findTurnEnd(tokenizer, template);
  const eosIds = [...new Set([...named, ...(tokenizer.eosId === null ? [] : [tokenizer.eosId]), ...turnEnd.ids])];
  return (model) => writeSamples(model, prompts, { tokenizer, eosIds, stops: turnEnd.stops, tokensMax, temperature });
}
