/** Where the files for TensorFlow.js lie beside those of a model; not every model has them. */
export function tfjsFolderOf(storagePrefix: string): string {
  return `${storagePrefix}/tfjs`;
}
