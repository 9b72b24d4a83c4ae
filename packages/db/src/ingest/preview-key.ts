/**
 * Beside a split of images lies `{label, name, image}` for its first rows, `image` a small `data:` URL, so that a page
 * of examples need not read the images themselves. Given the split's own key.
 */
export function previewKeyOf(splitKey: string): string {
  return splitKey.replace(/\.jsonl$/, '-preview.jsonl');
}
