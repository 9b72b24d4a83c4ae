/** What a picture of the docs may be called. */
export const imageName = /^[a-z0-9-]+\.webp$/;

/** Where a picture of the docs is on the site; null for one that is not of the docs. */
export function imageUrlOf(source: string): string | null {
  const name = /^(?:\.\.\/)?images\/([^/]+)$/.exec(source)?.[1];
  return name !== undefined && imageName.test(name) ? `/docs/images/${name}` : null;
}
