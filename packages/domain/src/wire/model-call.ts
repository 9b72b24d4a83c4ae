import type { z } from 'zod';
import type { ServedModel } from '../serving-contract.ts';

/** What a worker is asked, and how its answer must look. */
export interface Question<A> {
  /** One of `servingPaths`. */
  path: string;
  body: ServedModel & Record<string, unknown>;
  answer: z.ZodType<A>;
  /** Whether it answers all that was asked. */
  isWhole: (answer: A) => boolean;
  deadlineMs: number;
}

export interface TokenCount {
  prompt: number;
  completion: number;
}

/** A call as a worker gets it, and what it can cost. */
export interface ModelCall<A> {
  /** Texts, images, prompts, rows or users. */
  inputs: number;
  /** What the worker can count at most: so much is held, and never more is charged. */
  tokensMax: number;
  question: Question<A>;
  count: (answer: A) => TokenCount;
}

/** What the objects of the API say about an answered call. */
export interface AnsweredCall {
  /** The name that was called. */
  model: string;
  modelId: string;
  createdAt: Date;
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
