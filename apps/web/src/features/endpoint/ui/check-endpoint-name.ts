const lengthMax = 63;

/** What is wrong with a name, with one that would do; null when nothing is. The server has the last word. */
export function checkEndpointName(name: string): string | null {
  if (name === '') return 'Give the endpoint a name, such as ticket-router.';
  if (name.length > lengthMax) return `Use at most ${lengthMax} characters.`;
  if (/^(?!mdl_)[a-z0-9][a-z0-9._-]*$/.test(name)) return null;
  const suggestion = name
    .toLowerCase()
    .replace(/[^a-z0-9._]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '');
  return `Use a–z, 0–9, dots, dashes and underscores${suggestion === '' ? '.' : `. Try ${suggestion}.`}`;
}
