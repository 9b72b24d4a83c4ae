import { z } from 'zod';

/** A kind of machine, by which the operator says what it costs. */
export const WorkerKind = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,39}$/, 'use at most 40 small letters, digits, full stops and hyphens, such as gpu-l4');

/** Of a worker whose settings do not say it. */
export const kindOfEngine = (engine: string): 'gpu' | 'cpu' => (engine.endsWith('-gpu') ? 'gpu' : 'cpu');
