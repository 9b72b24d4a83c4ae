import { AppError } from '@modelmint/domain/errors';
import { FineTuningMethod, Hyperparameters } from '@modelmint/domain/hyperparameters';
import { parseInput } from '@modelmint/domain/wire/parse-input';
import { z } from 'zod';
import { CreateJob } from '../../features/fine-tuning/server/create-job.ts';

/** Unknown keys are let through at the top, since clients add their own; those we know but cannot do are refused. */
export const CreateJobBody = z.object({
  model: z.string().min(1).max(200),
  training_file: z.string().min(1).max(64),
  suffix: CreateJob.shape.suffix,
  seed: CreateJob.shape.seed,
  metadata: CreateJob.shape.metadata,
  method: FineTuningMethod.optional(),
  /** OpenAI's old place for them. */
  hyperparameters: Hyperparameters.optional(),
});

export function readCreateJob(value: unknown): z.output<typeof CreateJob> {
  const raw = value as Record<string, unknown>;
  refuseKnown(raw);
  const { model, training_file, method, hyperparameters, ...rest } = parseInput(CreateJobBody, {
    ...raw,
    method: withoutNulls(raw.method),
    hyperparameters: withoutNulls(raw.hyperparameters),
  });
  if (method?.supervised !== undefined && hyperparameters !== undefined)
    throw new AppError('invalid_value', "Give the hyperparameters in 'method' only.", { param: 'hyperparameters' });
  return {
    model,
    source: { fileId: training_file },
    method:
      hyperparameters === undefined
        ? (method ?? { type: 'supervised' })
        : { type: 'supervised', supervised: { hyperparameters } },
    ...rest,
  };
}

/** `method.supervised.hyperparameters.n_epochs` */
const depthMax = 4;

/** `null` = not given, at every depth of the settings; what is deeper is none, and its nesting may have no end. */
function withoutNulls(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value ?? undefined;
  if (depth === depthMax) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, withoutNulls(item, depth + 1)]])),
  );
}

function refuseKnown(body: Record<string, unknown>): void {
  const unsupported = (param: string, message: string) => new AppError('unsupported_parameter', message, { param });
  if (body.validation_file !== undefined)
    throw unsupported(
      'validation_file',
      'A validation file of its own is not supported: a share of the training file is held out for validation.',
    );
  if (Array.isArray(body.integrations) && body.integrations.length > 0)
    throw unsupported('integrations', 'Integrations are not supported.');
  const type = (body.method as { type?: unknown } | undefined)?.type;
  if (type === 'dpo' || type === 'reinforcement')
    throw unsupported('method.type', `The method '${type}' is not supported for this model; use 'supervised'.`);
}
