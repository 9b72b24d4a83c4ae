import { z } from 'zod';
import { isVisibleLine, visibleLine } from './visible-text.ts';

/** Why the operator does something to an organization: its members read it, so that it is one line of visible characters. */
export const OperatorReason = z
  .string()
  .trim()
  .min(1, 'say why: the organization reads it')
  .max(300, 'use at most 300 characters')
  .refine(isVisibleLine, visibleLine);
