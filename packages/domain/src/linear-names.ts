/** Paths of linear maps with the number of a layer left open: `bert.encoder.layer.*.attention.self.query`. */
export function linearNamesOf(paths: readonly string[]): string[] {
  return [...new Set(paths.map(withoutNumbers))];
}

/** Whether a map's path is, or ends after a dot with, `target`. */
export function hasModule(linearNames: readonly string[], target: string): boolean {
  const open = withoutNumbers(target);
  return linearNames.some((name) => name === open || name.endsWith(`.${open}`));
}

function withoutNumbers(path: string): string {
  return path
    .split('.')
    .map((part) => (/^\d+$/.test(part) ? '*' : part))
    .join('.');
}
