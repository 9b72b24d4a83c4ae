import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import { AppError } from '@modelmint/domain/errors';
import type { LanguageFigures, TrainingSample } from '@modelmint/domain/training-metrics';
import { loadCausalLm } from '@modelmint/ml/causal-lm/load-causal-lm';
import { type TrainingStart, trainCausalLm } from '@modelmint/ml/training/train-causal-lm';
import { languageFigures } from './language-figures.ts';
import { needBase } from './need-base.ts';
import { openSamples, type WriteSamples } from './open-samples.ts';
import { reportCausalLm } from './report-causal-lm.ts';
import type { TrainingDone, TrainRequest } from './train-message.ts';
import type { TrainingTools } from './training-tools.ts';

type LanguageRequest = TrainRequest & { spec: CausalLmSpec };

/** LoRA beside an imported language model, or all of its parameters. */
export async function trainCausalLmJob(request: LanguageRequest, tools: TrainingTools): Promise<TrainingDone> {
  const { spec, baseModel, trainPath, validationPath, checkpointFolder, resumeFolder } = request;
  const { engine, parent } = tools;
  const baseFolder = needBase(request);
  const started: { base: LanguageFigures | null; write: WriteSamples } = { base: null, write: async () => [] };
  const result = await trainCausalLm({
    engine,
    modelFolder: baseFolder,
    baseModel,
    spec,
    trainPath,
    validationPath,
    checkpointFolder,
    ...(resumeFolder === null ? {} : { resume: { folder: resumeFolder } }),
    // A GPU has a memory of its own, which the process does not show.
    ...(engine.name === 'tensorflow-gpu' ? {} : { bytesMax: request.memoryBytesMax }),
    onStart: async (start) => {
      started.base = languageFigures(start.base);
      started.write = await openSamples(start, { folder: baseFolder, validationPath });
      if (resumeFolder === null) await tellStart(start, request, tools);
    },
    onEvent: reportCausalLm(spec, parent),
    onEvaluated: async ({ step, model }) => parent.say({ kind: 'samples', step, samples: await started.write(model) }),
    onWork: parent.tick,
  });
  const tuned = languageFigures(result.metrics);
  const { base, write } = started;
  if (base === null || tuned === null)
    throw new AppError('dataset_invalid', 'No example is held out, so that nothing says how good the model is.');
  const { artifactFolder, bestStep, steps, stoppedEarly, tokensSeen } = result;
  const samples = await sampleArtifact(request, { artifactFolder, baseFolder, write }, tools);
  const metrics = { ...tuned, base, samples, bestStep, steps, stoppedEarly };
  return { kind: 'done', artifactFolder, metrics, tokensTrained: tokensSeen };
}

async function tellStart({ data, base }: TrainingStart, request: LanguageRequest, { parent }: TrainingTools) {
  const { maxTokens } = request.spec;
  for (const [split, counts] of Object.entries({ training: data.train, 'held-out': data.validation })) {
    const { cut = 0, dropped = 0 } = counts ?? {};
    if (cut > 0)
      await parent.say({
        kind: 'note',
        level: 'warn',
        message: `${cut} ${split} ${cut === 1 ? 'example has' : 'examples have'} more than ${maxTokens} tokens and lost the end.`,
      });
    if (dropped > 0)
      await parent.say({
        kind: 'note',
        level: 'warn',
        message: `${dropped} ${split} ${dropped === 1 ? 'example was' : 'examples were'} left out: nothing of the answer is within ${maxTokens} tokens.`,
      });
  }
  if (base !== null)
    await parent.say({
      kind: 'note',
      level: 'info',
      message:
        `Before training, ${request.baseModel} has a loss of ${base.loss.toFixed(3)} on the held-out examples ` +
        `and finds ${(100 * base.tokenAccuracy).toFixed(1)} % of the tokens.`,
    });
}

/** Loads what was written as serving will, and lets it answer. */
async function sampleArtifact(
  { spec }: LanguageRequest,
  from: { artifactFolder: string; baseFolder: string; write: WriteSamples },
  { engine }: TrainingTools,
): Promise<TrainingSample[]> {
  const { artifactFolder, baseFolder, write } = from;
  const isLora = spec.method.kind === 'lora';
  const folders = isLora ? { folder: baseFolder, adapterFolder: artifactFolder } : { folder: artifactFolder };
  const model = await loadCausalLm({ engine, ...folders });
  try {
    return await write(model);
  } finally {
    model.dispose();
  }
}
