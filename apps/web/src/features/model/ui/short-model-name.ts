/** `ft:<base>:<organization>:<suffix>:<8 characters>` → what tells models apart: suffix and characters. */
export function shortModelName(name: string): string {
  const [, , , suffix, tail] = name.split(':');
  return tail === undefined ? name : [suffix, tail].filter(Boolean).join(':');
}
