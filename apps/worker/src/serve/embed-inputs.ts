import type { EmbedAnswer, EmbedRequest } from '@modelmint/domain/serving-contract';
import type { CallContext } from './classify-inputs.ts';
import { cannot } from './loaded-model.ts';
import { readEncoderTexts } from './read-encoder-texts.ts';

/** @throws AppError `invalid_value` with `param` for a model that makes no embeddings or an input that it cannot read. */
export async function embedInputs({ inputs }: EmbedRequest, context: CallContext): Promise<EmbedAnswer> {
  const { model, queues, signal, isBackground } = context;
  if (model.kind !== 'encoder') throw cannot('make embeddings', model);
  const texts = await readEncoderTexts(model, inputs, signal);
  const asked = texts.map((ids) => ({ ids, topK: 0 }));
  const vectors = await queues.vectors.run({ model: model.vectors, inputs: asked, signal, isBackground });
  return { vectors, tokens: texts.map((ids) => ids.length) };
}
