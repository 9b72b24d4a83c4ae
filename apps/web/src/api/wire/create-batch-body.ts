import { AppError } from '@modelmint/domain/errors';
import { callRoutes } from '@modelmint/domain/wire/call-route';
import { parseInput } from '@modelmint/domain/wire/parse-input';
import { z } from 'zod';
import type { CreateBatch } from '../../features/inference/server/create-batch.ts';

/** Unknown keys are let through at the top, since clients add their own; those we know but cannot do are refused. */
export const CreateBatchBody = z.object({
  input_file_id: z.string().min(1).max(64),
  endpoint: z.enum(callRoutes, `it is one of ${callRoutes.join(', ')}, whichever the model answers`),
  completion_window: z.literal('24h', "it is '24h'"),
  metadata: z
    .record(z.string().min(1).max(64), z.string().max(512))
    .refine((pairs) => Object.keys(pairs).length <= 16, 'at most 16 pairs are kept')
    .nullish(),
});

const missing = (param: string) =>
  new AppError('missing_required_parameter', `Missing required parameter: '${param}'.`, { param });

export function readCreateBatch(value: unknown): CreateBatch {
  const raw = value as Record<string, unknown>;
  if (raw.output_expires_after !== undefined && raw.output_expires_after !== null)
    throw new AppError(
      'unsupported_parameter',
      'Files do not expire here; delete the output file when it is not needed.',
      { param: 'output_expires_after' },
    );
  for (const param of ['input_file_id', 'endpoint', 'completion_window'])
    if (raw[param] === undefined || raw[param] === null) throw missing(param);
  const { input_file_id: inputFileId, endpoint: route, metadata } = parseInput(CreateBatchBody, raw);
  return { inputFileId, route, name: null, metadata: metadata ?? null };
}
