/** What a checkpoint could be called: the end of a repository, a folder or an archive's name, as names are allowed. */
export function suggestName(source: string): string {
  const last =
    source
      .trim()
      .replace(/[/\\]+$/, '')
      .split(/[/\\]/)
      .at(-1) ?? '';
  return last
    .replace(/\.(zip|tar|tgz|tar\.gz)$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 80)
    .replace(/[^a-z0-9]+$/, '');
}
