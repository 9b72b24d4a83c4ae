/** At most so many characters: what is asked often stands at the end of a prompt, so that the middle goes. */
export function cutMiddle(text: string, charactersMax: number): string {
  const characters = [...text];
  if (characters.length <= charactersMax) return text;
  const tail = Math.floor((charactersMax - 1) / 3);
  const head = charactersMax - 1 - tail;
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - tail).join('')}`;
}
