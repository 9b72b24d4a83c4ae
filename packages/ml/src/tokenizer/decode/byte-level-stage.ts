import { bytesOfToken } from '../model/byte-chars.ts';
import type { TokenStage } from './token-stage.ts';

interface KnownToken {
  bytes: Uint8Array;
  /** The token's text where it is ASCII: no decoder is needed for it. */
  ascii: string | null;
}

/** Bytes of the tokens as UTF-8; a damaged character becomes U+FFFD once it is sure that it is damaged. */
export function openByteLevelStage(): () => TokenStage {
  const known = new Map<string, KnownToken>(); // no more than the vocabulary has tokens
  const look = (token: string) => {
    const found = known.get(token) ?? readToken(token);
    known.set(token, found);
    return found;
  };
  return () => {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    /** False when the decoder surely holds no part of a character. */
    let mayHold = false;
    return {
      push: (token) => {
        const { bytes, ascii } = look(token);
        if (ascii !== null && !mayHold) return [ascii];
        mayHold = ascii === null;
        return [decoder.decode(bytes, { stream: true })];
      },
      end: () => [decoder.decode()],
    };
  };
}

function readToken(token: string): KnownToken {
  const bytes = bytesOfToken(token);
  return { bytes, ascii: bytes.every((byte) => byte < 0x80) ? Buffer.from(bytes).toString('latin1') : null };
}
