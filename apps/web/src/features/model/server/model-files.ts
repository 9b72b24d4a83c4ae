import type { Readable } from 'node:stream';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { findTunedModel } from './find-tuned-model.ts';
import { type ManifestFile, readManifest } from './read-manifest.ts';

/** Every file of a tuned model with its size: weights or adapter, tokenizer, configuration, model card. */
export async function listModelFiles(deps: Deps, principal: Principal, idOrName: string): Promise<ManifestFile[]> {
  requirePermission(principal, 'project.read');
  const { model } = await findTunedModel(deps, principal, idOrName);
  return readManifest(deps, model.storagePrefix);
}

export interface ModelFile extends ManifestFile {
  /** Fails at its end when it does not have its sum. */
  body: Readable;
}

/** One of them, as it is. */
export async function openModelFile(
  deps: Deps,
  principal: Principal,
  { idOrName, name }: { idOrName: string; name: string },
): Promise<ModelFile> {
  requirePermission(principal, 'project.read');
  const { model } = await findTunedModel(deps, principal, idOrName);
  const file = (await readManifest(deps, model.storagePrefix)).find((one) => one.name === name);
  if (file === undefined)
    throw new AppError('not_found', `The model has no file '${name.slice(0, 200)}'.`, { param: 'name' });
  return { ...file, body: await deps.storage.get(`${model.storagePrefix}/${name}`, { sha256: file.sha256 }) };
}
