/**
 * Where to go after signing in: a path of this site, else `/`. Addresses of other sites, also those that browsers
 * read as such (`//host`, `/\host`, with control signs), lead home.
 */
export function safePath(asked: string | null | undefined): string {
  if (typeof asked !== 'string' || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(asked)) return '/';
  const url = new URL(asked, 'http://modelmint.invalid');
  // `/..//host` is a path here and another host for the browser that gets what is left of it.
  const isOwn = url.origin === 'http://modelmint.invalid' && !url.pathname.startsWith('//');
  return isOwn ? `${url.pathname}${url.search}` : '/';
}
