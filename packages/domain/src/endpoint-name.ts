import { z } from 'zod';
import { findScratchModel } from './base-model.ts';

/** Unlike the names and ids of models, which hold a colon or begin with `mdl_`. */
export const EndpointName = z
  .string()
  .regex(/^(?!mdl_)[a-z0-9][a-z0-9._-]{0,62}$/, 'use 1 to 63 small letters, digits, dots, dashes or underscores')
  .refine((name) => findScratchModel(name) === undefined, 'this is the name of a base model');
