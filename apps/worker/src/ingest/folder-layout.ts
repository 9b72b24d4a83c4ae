import type { Side } from './row-sink.ts';

const imageName = /\.(?:jpe?g|jpe|jfif|png|webp|gif|bmp|tiff?|heic|heif|avif)$/i;
const trainNames = new Set(['train', 'training']);
const heldOutNames = new Set(['test', 'testing', 'val', 'valid', 'validation', 'dev', 'eval']);
/** Enough for a common folder, a split and a label; what lies deeper does not matter. */
const depthMax = 8;
/** A labelled archive has a few hundred folders at most. */
const foldersMax = 20_000;

export interface Place {
  label: string;
  side?: Side;
}

/**
 * Learns from the paths of an archive which folders are labels. Folders that hold everything are passed through; then
 * the outermost folder is the label, whatever lies deeper. Where the outermost folders are `train` and others such as
 * `test` or `val`, each with labels below, they are the split.
 */
export class FolderLayout {
  readonly #images = new Set<string>();
  readonly #others = new Set<string>();

  add(path: string): void {
    const folders = foldersOf(path);
    const set = imageName.test(path) ? this.#images : this.#others;
    if (folders.length > 0 && set.size < foldersMax) set.add(folders.slice(0, depthMax).join('/'));
  }

  /** Where a path belongs; null for what lies in no folder of a label. */
  finish(): { placeOf: (path: string) => Place | null; isSplit: boolean } {
    const known = [...(this.#images.size > 0 ? this.#images : this.#others)].map((folder) => folder.split('/'));
    const skipped = commonDepth(known);
    const isSplit = isSplitAt(known, skipped);
    const depth = skipped + (isSplit ? 1 : 0);
    const common = known[0]?.slice(0, skipped) ?? [];
    const placeOf = (path: string): Place | null => {
      const folders = foldersOf(path);
      if (!common.every((name, index) => folders[index] === name)) return null;
      const label = folders[depth]?.trim();
      if (label === undefined || label === '') return null;
      return isSplit ? { label, side: sideOf(folders[skipped] ?? '') } : { label };
    };
    return { placeOf, isSplit };
  }
}

/** An image by its name, for what is not worth opening. */
export function isNamedAsImage(path: string): boolean {
  return imageName.test(path);
}

function foldersOf(path: string): string[] {
  return path
    .split('/')
    .slice(0, -1)
    .filter((name) => name !== '' && name !== '.');
}

/** How many outer folders all have in common; one is left where nothing would be below. */
function commonDepth(known: readonly string[][]): number {
  const [first = [], ...others] = known;
  let depth = first.length;
  for (const folders of others) {
    const differs = folders.findIndex((name, index) => name !== first[index]);
    depth = Math.min(depth, differs < 0 ? folders.length : differs);
  }
  const isDeeper = known.some((folders) => folders.length > depth);
  return isDeeper ? depth : Math.max(0, depth - 1);
}

function isSplitAt(known: readonly string[][], depth: number): boolean {
  const names = new Set(known.map((folders) => folders[depth]?.toLowerCase() ?? ''));
  const isTrain = (name: string): boolean => trainNames.has(name);
  return (
    names.size > 1 &&
    [...names].some(isTrain) &&
    [...names].every((name) => isTrain(name) || heldOutNames.has(name)) &&
    known.some((folders) => folders.length > depth + 1)
  );
}

function sideOf(name: string): Side {
  return trainNames.has(name.toLowerCase()) ? 'train' : 'validation';
}
