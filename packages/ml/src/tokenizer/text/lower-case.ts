/** Lower case character by character, as the reference does: Σ becomes σ also at the end of a word. */
export function lowerCase(text: string): string {
  return text.replaceAll('Σ', 'σ').toLowerCase();
}
