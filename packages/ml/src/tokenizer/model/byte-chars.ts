/**
 * GPT-2 writes each byte as one visible character: itself where it is printable in Latin-1, else U+0100 and on
 * (`bytes_to_unicode` of openai/gpt-2, `encoder.py`).
 */
export const charOfByte: readonly string[] = makeCharOfByte();

const byteOfChar = new Map(charOfByte.map((char, byte) => [char.charCodeAt(0), byte]));

function makeCharOfByte(): string[] {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const isPrintable = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    return String.fromCharCode(isPrintable ? byte : next++);
  });
}

/** The bytes that a token stands for; a token with any other character stands for its own UTF-8. */
export function bytesOfToken(token: string): Uint8Array {
  const bytes = new Uint8Array(token.length);
  for (let i = 0; i < token.length; i++) {
    const byte = byteOfChar.get(token.charCodeAt(i));
    if (byte === undefined) return new TextEncoder().encode(token);
    bytes[i] = byte;
  }
  return bytes;
}
