/**
 * The address of a page with each parameter once, the first of those that are repeated, and without null characters,
 * which PostgreSQL takes in no text: pages read their parameters as single texts. Anything else is as it came.
 */
export function singleParameters(url: string): string {
  const at = url.indexOf('?');
  if (at < 0) return url;
  const asked = new URLSearchParams(url.slice(at + 1));
  const names = new Set(asked.keys());
  const isPlain = names.size === asked.size && ![...asked].flat().some((text) => text.includes('\0'));
  if (isPlain) return url;
  const single = new URLSearchParams();
  for (const name of names) single.set(name.replaceAll('\0', ''), (asked.get(name) ?? '').replaceAll('\0', ''));
  return `${url.slice(0, at)}?${single}`;
}
