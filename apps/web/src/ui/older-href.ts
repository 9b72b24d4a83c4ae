/** The same list from where this page ends; what is not given is left out. */
export function olderHref(query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return `?${new URLSearchParams(given)}`;
}
