import type { Deps } from '../../../deps.ts';
import { sampleImages } from '../../dataset/server/sample-images.ts';
import type { Principal } from '../../organization/server/principal.ts';

export interface TrialImage {
  label: string;
  /** Its path in the archive. */
  name: string;
  /** A `data:` URL. */
  image: string;
}

const imagesMax = 10;
/** Enough to meet most labels of a set of ten. */
const imagesRead = 40;

/**
 * One image of each label from what a model was not trained on, else from what it was; none when the data is gone.
 * They come from the small copies that were made for its pages.
 */
export async function listTrialImages(
  deps: Deps,
  principal: Principal,
  datasetVersionId: string,
): Promise<TrialImage[]> {
  const read = (split: 'train' | 'validation') =>
    sampleImages(deps, principal, { datasetVersionId, split, count: imagesRead });
  const heldOut = await read('validation');
  const found = new Map<string, TrialImage>();
  for (const { label, text: name, image } of heldOut.length > 0 ? heldOut : await read('train'))
    if (image !== undefined && !found.has(label)) found.set(label, { label, name, image });
  return [...found.values()].slice(0, imagesMax);
}
