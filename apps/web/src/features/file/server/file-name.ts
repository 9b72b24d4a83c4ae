/** The last part of what a client calls its file, without anything that could disturb a page, a log or a header. */
export function cleanFileName(text: string): string {
  const last = text.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  // Cc: control, Cf: invisible such as direction marks, Cs: half characters.
  const plain = last.replace(/[\p{Cc}\p{Cf}\p{Cs}"]/gu, '').trim();
  return plain === '' || /^\.+$/.test(plain) ? 'data' : Array.from(plain).slice(0, 200).join('');
}
