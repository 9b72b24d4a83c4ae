import type { ClassifyAnswer, ClassifyRequest } from '@modelmint/domain/serving-contract';
import { cannot, type LoadedModel } from './loaded-model.ts';
import { readEncoderTexts } from './read-encoder-texts.ts';
import { readImages } from './read-images.ts';
import type { WorkQueues } from './work-queues.ts';

export interface CallContext {
  model: LoadedModel;
  queues: WorkQueues;
  signal: AbortSignal;
  /** Nobody waits for the answer. */
  isBackground: boolean;
  /** Lets the time of the call begin anew: it has waited for others. */
  renewDeadline?: () => void;
}

type Texts = Extract<ClassifyRequest['inputs'], string[]>;
type Images = Exclude<ClassifyRequest['inputs'], string[]>;

/** @throws AppError `invalid_value` with `param` for what the model cannot do or an input that it cannot read. */
export function classifyInputs({ inputs, topK }: ClassifyRequest, context: CallContext): Promise<ClassifyAnswer> {
  return areTexts(inputs) ? classifyTexts(inputs, topK, context) : classifyImages(inputs, topK, context);
}

function areTexts(inputs: ClassifyRequest['inputs']): inputs is Texts {
  return typeof inputs[0] === 'string';
}

async function classifyTexts(inputs: Texts, topK: number, context: CallContext): Promise<ClassifyAnswer> {
  const { model, queues, signal, isBackground } = context;
  if (model.kind === 'text-classifier') return queues.words.run({ model, inputs, topK, signal, isBackground });
  if (model.kind !== 'encoder' || model.labels === null) throw cannot('classify texts', model);
  const texts = await readEncoderTexts(model, inputs, signal);
  const asked = texts.map((ids) => ({ ids, topK }));
  const results = await queues.labels.run({ model: model.labels, inputs: asked, signal, isBackground });
  return { results, tokens: texts.map((ids) => ids.length) };
}

async function classifyImages(inputs: Images, topK: number, context: CallContext): Promise<ClassifyAnswer> {
  const { model, queues, signal, isBackground } = context;
  if (model.kind !== 'image-classifier') throw cannot('classify images', model);
  const images = await readImages(model, inputs, signal);
  const asked = images.map(({ image }) => ({ image, topK }));
  const results = await queues.images.run({ model, inputs: asked, signal, isBackground });
  return { results, tokens: images.map(({ tokens }) => tokens) };
}
