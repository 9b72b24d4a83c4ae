import { z } from 'zod';

/** Why the operator does something to an organization: its members read it, so that it is one line of visible characters. */
export const OperatorReason = z
  .string()
  .trim()
  .min(1, 'say why: the organization reads it')
  .max(300, 'use at most 300 characters')
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, 'use one line of visible characters');
