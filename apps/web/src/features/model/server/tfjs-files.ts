import { AppError } from '@modelmint/domain/errors';
import { tfjsFolderOf } from '@modelmint/domain/model-files';
import type { Task } from '@modelmint/domain/task';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { findTunedModel } from './find-tuned-model.ts';

const exported: readonly string[] = ['text-classification', 'image-classification', 'tabular'] satisfies Task[];

/** Whether browsers can load the model with TensorFlow.js. */
export async function hasTfjsFiles(deps: Deps, principal: Principal, idOrName: string): Promise<boolean> {
  requirePermission(principal, 'project.read');
  const { model } = await findTunedModel(deps, principal, idOrName);
  return isStored(deps, tfjsFolderOf(model.storagePrefix));
}

/** Where they are stored. Throws `not_found` for a model without them. */
export async function needTfjsFiles(
  deps: Deps,
  model: { name: string; task: string; storagePrefix: string; baseModelId: string | null },
): Promise<string> {
  const { name, storagePrefix } = model;
  const prefix = tfjsFolderOf(storagePrefix);
  if (await isStored(deps, prefix)) return prefix;
  throw new AppError('not_found', `The model '${name}' has no files for TensorFlow.js. ${whyNot(model)}`, {
    param: 'format',
  });
}

function whyNot({ task, baseModelId }: { task: string; baseModelId: string | null }): string {
  if (baseModelId !== null)
    return 'It was tuned from a checkpoint: only models that are trained from nothing have them.';
  return exported.includes(task)
    ? 'It was trained before they were made: train it again.'
    : 'Text classifiers, image classifiers and table predictors that are trained from nothing have them.';
}

async function isStored({ storage }: Deps, prefix: string): Promise<boolean> {
  return (await storage.head(`${prefix}/manifest.json`)) !== null;
}
