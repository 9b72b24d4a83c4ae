import { bytesOfToken } from '../model/byte-chars.ts';
import { asParts, type Part } from '../part.ts';

const byteToken = /^<0x([0-9A-Fa-f]{2})>$/;
const wordMark = '▁';

/** The bytes of single tokens by the decoder of `tokenizer.json`: byte-level, byte fallback, metaspace, word pieces. */
export function openTokenBytes(decoder: Part | null, addedTokens: ReadonlySet<string>): (token: string) => Uint8Array {
  const parts = decoder === null ? [] : flatten(decoder);
  const has = (type: string) => parts.some((part) => part.type === type);
  const [isByteLevel, hasFallback] = [has('ByteLevel'), has('ByteFallback')];
  const hasMark = has('Metaspace') || has('Replace');
  const encoder = new TextEncoder();
  return (token) => {
    if (addedTokens.has(token)) return encoder.encode(token);
    if (isByteLevel) return bytesOfToken(token);
    const byte = hasFallback ? byteToken.exec(token)?.[1] : undefined;
    if (byte !== undefined) return Uint8Array.of(Number.parseInt(byte, 16));
    if (hasMark) return encoder.encode(token.replaceAll(wordMark, ' '));
    if (has('WordPiece')) return encoder.encode(token.startsWith('##') ? token.slice(2) : ` ${token}`);
    if (has('BPEDecoder')) return encoder.encode(token.replaceAll('</w>', ' '));
    return encoder.encode(token);
  };
}

function flatten(part: Part): Part[] {
  return part.type === 'Sequence' ? asParts(part.decoders, 'decoder').flatMap(flatten) : [part];
}
