import { existsSync } from 'node:fs';
import path from 'node:path';
import { findArchitecture } from '../architectures/registry.ts';
import { configFile } from '../checkpoint/open-checkpoint.ts';
import { readJsonObject } from '../checkpoint/read-json-object.ts';
import type { Engine } from '../engine/engine.ts';
import { checkCausalLm } from './check-causal-lm.ts';
import { checkEncoder } from './check-encoder.ts';
import { checkImageClassifier } from './check-image-classifier.ts';
import { checkTokens } from './check-tokens.ts';
import { checkTraining } from './check-training.ts';
import type { ReferenceCheck } from './reference-check.ts';

export interface Reference {
  engine: Engine;
  folder: string;
}

const configSizeMax = 1 << 20;

const checkers = {
  'causal-lm': checkCausalLm,
  encoder: checkEncoder,
  'image-classifier': checkImageClassifier,
} as const;

/**
 * All that a folder of a model and its expected outputs has to compare: outputs by the model's kind, tokens, and steps of
 * training. What fails with an error is a miss with the reason, as is a folder in which there is nothing to compare.
 */
export async function checkReference({ engine, folder }: Reference): Promise<ReferenceCheck[]> {
  const checks = [
    ...(await orMiss('outputs', () => checkOutputs({ engine, folder }))),
    ...(await orMiss('tokens', () => checkTokens(folder))),
    ...(await orMiss('training', () => checkTraining(engine, folder))),
  ];
  return checks.length > 0 ? checks : [miss('folder', 'there is nothing to compare with')];
}

async function checkOutputs({ engine, folder }: Reference): Promise<ReferenceCheck[]> {
  const { kind } = findArchitecture(await readJsonObject(path.join(folder, configFile), configSizeMax));
  if (!existsSync(path.join(folder, 'expected.safetensors'))) return [];
  return await checkers[kind]({ engine, folder });
}

async function orMiss(part: string, check: () => Promise<ReferenceCheck[]>): Promise<ReferenceCheck[]> {
  try {
    return await check();
  } catch (error) {
    return [miss(part, error instanceof Error ? error.message : String(error))];
  }
}

function miss(check: string, reason: string): ReferenceCheck {
  return { check, figure: Number.NaN, limit: 0, isFine: false, reason };
}
