/** Where the files for TensorFlow.js lie beside those of a model; not every model has them. */
export function tfjsFolderOf(storagePrefix: string): string {
  return `${storagePrefix}/tfjs`;
}

/** Where the whole checkpoint lies that an adapter and its base make, once somebody has asked for it. */
export function mergedFolderOf(storagePrefix: string): string {
  return `${storagePrefix}/merged`;
}
