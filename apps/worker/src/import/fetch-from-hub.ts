import path from 'node:path';
import { chooseFiles } from './choose-files.ts';
import { describeRepository, type HubFile, type HubRepository, repositoryPath } from './describe-repository.ts';
import { downloadFile } from './download-file.ts';
import type { HubAccess } from './hub-request.ts';
import { checkImportSize, type ImportLimits } from './import-limits.ts';
import { type Patience, retryHub, usualPatience } from './retry-hub.ts';

export interface FetchOptions {
  hub: HubAccess;
  repository: string;
  revision: string;
  /** What is whole in it is not fetched again. */
  folder: string;
  limits: ImportLimits;
  signal: AbortSignal;
  patience?: Patience;
  /** Called once, before the first file. */
  onCommit: (sha: string) => Promise<void>;
  /** Called when everything but the weights is here; throws to stop. */
  onCompanions: () => Promise<void>;
  onProgress: (share: number) => void;
}

/** Brings the files of a checkpoint from a hub that speaks Hugging Face's HTTP. Returns the licence that the hub names. */
export async function fetchFromHub(options: FetchOptions): Promise<{ licence: string | null }> {
  const { hub, repository, revision, limits, signal, patience = usualPatience } = options;
  const found = await retryHub(() => describeRepository(hub, { repository, revision, signal }), { patience, signal });
  await options.onCommit(found.sha);
  const chosen = chooseFiles(found.files.map(({ name }) => name));
  const files = found.files.filter(({ name }) => chosen.includes(name));
  checkImportSize(sumOf(files), limits);
  const done = new Map<string, number>();
  const fetch = (file: HubFile) => fetchFile({ ...options, patience }, { found, file, done, total: sumOf(files) });
  const isWeights = ({ name }: HubFile) => name.endsWith('.safetensors');
  for (const file of files.filter((one) => !isWeights(one))) await fetch(file);
  // What is wrong with config.json is told before gigabytes have come.
  await options.onCompanions();
  for (const file of files.filter(isWeights)) await fetch(file);
  return { licence: found.licence };
}

async function fetchFile(
  options: FetchOptions & { patience: Patience },
  { found, file, done, total }: { found: HubRepository; file: HubFile; done: Map<string, number>; total: number },
): Promise<void> {
  const { hub, repository, revision, folder, limits, signal, patience, onProgress } = options;
  await downloadFile({
    hub,
    path: `/${repositoryPath(repository)}/resolve/${found.sha}/${encodeURIComponent(file.name)}`,
    name: file.name,
    known: file,
    asked: { repository, revision, hasToken: hub.token !== undefined },
    target: path.join(folder, file.name),
    signal,
    patience,
    onBytes: (bytes) => {
      done.set(file.name, bytes);
      const sum = [...done.values()].reduce((all, one) => all + one, 0);
      checkImportSize(sum, limits);
      onProgress(total === 0 ? 0 : Math.min(1, sum / total));
    },
  });
}

function sumOf(files: readonly HubFile[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
}
