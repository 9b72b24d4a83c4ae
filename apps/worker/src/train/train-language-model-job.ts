import { AppError } from '@modelmint/domain/errors';
import type { LanguageModelSpec } from '@modelmint/domain/language-model-spec';
import { loadCausalLm } from '@modelmint/ml/causal-lm/load-causal-lm';
import { type LanguageModelStart, trainLanguageModel } from '@modelmint/ml/language-model/train-language-model';
import type { TrainingEvent } from '@modelmint/ml/training/training-event';
import { languageFigures } from './language-figures.ts';
import { openSamples, type WriteSamples } from './open-samples.ts';
import { reportCausalLm } from './report-causal-lm.ts';
import type { TrainingDone, TrainRequest } from './train-message.ts';
import type { TrainingTools } from './training-tools.ts';

type LanguageModelRequest = TrainRequest & { spec: LanguageModelSpec };

interface Started {
  isChat: boolean;
  write: WriteSamples;
  report: (event: TrainingEvent) => Promise<void>;
  /** What the model's own tokens are on the bill, which has those of the estimate: nobody knew the others before. */
  billed: (ownTokens: number) => number;
}

/** A tokenizer and a language model, from nothing. */
export async function trainLanguageModelJob(
  request: LanguageModelRequest,
  tools: TrainingTools,
): Promise<TrainingDone> {
  const { spec, baseModel, trainPath, validationPath, checkpointFolder, resumeFolder } = request;
  const { engine, parent } = tools;
  let started: Started | null = null;
  const running = (): Started => {
    if (started === null) throw new AppError('internal_error', 'The training went on before it began.');
    return started;
  };
  const result = await trainLanguageModel({
    engine,
    spec,
    name: baseModel,
    trainPath,
    validationPath,
    checkpointFolder,
    ...(resumeFolder === null ? {} : { resume: { folder: resumeFolder } }),
    // A GPU has a memory of its own, which the process does not show.
    ...(engine.name === 'tensorflow-gpu' ? {} : { bytesMax: request.memoryBytesMax }),
    onStart: async (start) => {
      started = await begin(start, request, tools);
      if (resumeFolder === null) await tellStart(start, request, tools);
    },
    onEvent: (event) => {
      const { report, billed } = running();
      return report(event.kind === 'step' ? { ...event, tokensSeen: billed(event.tokensSeen) } : event);
    },
    onEvaluated: async ({ step, model }) =>
      parent.say({ kind: 'samples', step, samples: await running().write(model) }),
    onWork: parent.tick,
  });
  const { isChat, write, billed } = running();
  const figures = languageFigures(result.metrics);
  if (figures === null)
    throw new AppError('dataset_invalid', 'No example is held out, so that nothing says how good the model is.');
  const { artifactFolder, bestStep, steps, stoppedEarly, tokensSeen } = result;
  const model = await loadCausalLm({ engine, folder: artifactFolder }); // as serving will
  try {
    const samples = await write(model);
    const metrics = { ...figures, base: null, hasChatTemplate: isChat, samples, bestStep, steps, stoppedEarly };
    return { kind: 'done', artifactFolder, metrics, tokensTrained: billed(tokensSeen) };
  } finally {
    model.dispose();
  }
}

async function begin(
  { encoding, folder, data, isChat, evaluateEverySteps }: LanguageModelStart,
  { spec, validationPath, trainTokens }: LanguageModelRequest,
  { parent }: TrainingTools,
): Promise<Started> {
  const { contextLength } = spec;
  return {
    isChat,
    // The likeliest tokens of a small model that goes on with a text soon run in a circle.
    write: await openSamples({ encoding, contextLength }, { folder, validationPath, temperature: isChat ? 0 : 0.7 }),
    report: reportCausalLm({ evaluateEverySteps }, parent),
    billed: (ownTokens) => Math.round((ownTokens / data.train.tokens) * trainTokens),
  };
}

async function tellStart(
  { data, vocabSize, parameters }: LanguageModelStart,
  { spec: { vocabulary, contextLength } }: LanguageModelRequest,
  { parent }: TrainingTools,
): Promise<void> {
  const count = (number: number) => number.toLocaleString('en-US');
  const { train, validation } = data;
  const windows = `${count(train.windows)} windows of at most ${contextLength} tokens to train on`;
  const held = validation === null ? '' : ` and ${count(validation.windows)} held out`;
  await parent.say({
    kind: 'note',
    level: 'info',
    message:
      vocabulary.kind === 'bytes'
        ? `The model reads bytes and has ${count(parameters)} parameters.`
        : `A vocabulary of ${count(vocabSize)} tokens was learned from the texts; the model has ${count(parameters)} parameters.`,
  });
  await parent.say({ kind: 'note', level: 'info', message: `The texts are cut into ${windows}${held}.` });
  if (vocabulary.kind === 'bpe' && vocabSize < vocabulary.size)
    await parent.say({
      kind: 'note',
      level: 'warn',
      message: `The texts have no more frequent pairs, so the vocabulary has ${count(vocabSize)} tokens instead of ${count(vocabulary.size)}.`,
    });
}
