/** Addresses as people write them: on lines, with commas, semicolons or spaces, or copied as `Ada <ada@example.com>`. */
export function splitAddresses(text: string): string[] {
  const bare = text.replaceAll(/[^,;\n<>]*<([^<>]+)>/g, ' $1 ');
  return [...new Set(bare.split(/[\s,;]+/).filter((part) => part !== ''))];
}
