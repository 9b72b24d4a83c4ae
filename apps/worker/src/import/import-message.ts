import { CheckpointFacts } from '@modelmint/domain/base-model';
import { z } from 'zod';
import { ImportLimits } from './import-limits.ts';

/** The one message from parent to child. */
export const ImportRequest = z.discriminatedUnion('kind', [
  /** Unpack the checkpoint of an archive into a folder. */
  z.object({ kind: z.literal('unpack'), archivePath: z.string(), folder: z.string(), limits: ImportLimits }),
  /** Look whether the architecture that config.json names can be used. */
  z.object({ kind: z.literal('config'), folder: z.string(), limits: ImportLimits }),
  /** Check everything and say what it is. */
  z.object({ kind: z.literal('check'), folder: z.string(), limits: ImportLimits }),
]);
export type ImportRequest = z.infer<typeof ImportRequest>;

/** What the child says. It has read hostile bytes, so the parent checks it. */
export const ImportAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), share: z.number().min(0).max(1) }),
  z.object({ kind: z.literal('done'), facts: CheckpointFacts.nullable() }),
  z.object({
    kind: z.literal('failure'),
    /** `invalid_file`: the checkpoint's fault, for good. */
    code: z.enum(['invalid_file', 'storage_full', 'internal_error']),
    message: z.string().max(4_000),
  }),
]);
export type ImportAnswer = z.infer<typeof ImportAnswer>;
