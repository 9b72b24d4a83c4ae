const litter = new Set(['__macosx', 'thumbs.db', 'desktop.ini', '@eadir']);

/** Folders, hidden files and what systems leave behind: nobody means them as data. */
export function isSkipped(path: string): boolean {
  if (path.endsWith('/')) return true;
  return path.split('/').some((name) => litter.has(name.toLowerCase()) || /^\.[^./]/.test(name));
}

/** A path that leads out of its archive. Nothing is written by its name here, but whoever made it meant harm. */
export function isUnsafe(path: string): boolean {
  return /^\/|^[a-z]:|\0/i.test(path) || path.split('/').includes('..');
}
