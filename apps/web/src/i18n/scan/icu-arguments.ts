/** The names of the arguments and tags of an ICU message, sorted: `{count, plural, …}` is `count`, `<b>` is `<b>`. */
export function icuArguments(message: string): string[] {
  const names = new Set<string>();
  for (const [, name] of message.matchAll(/\{\s*([\w]+)\s*(?=[,}])/g)) if (name !== undefined) names.add(name);
  for (const [, tag] of message.matchAll(/<([a-z]\w*)>/gi)) names.add(`<${tag}>`);
  return [...names].sort();
}
