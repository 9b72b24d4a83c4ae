import type { TokenStage } from './token-stage.ts';

/**
 * A run of `<0xNN>` tokens is one text if its bytes are UTF-8, else one U+FFFD for each byte. So a run is held back until
 * another token ends it.
 */
export function byteFallbackStage(): TokenStage {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let bytes: number[] = [];
  const flush = (): string[] => {
    if (bytes.length === 0) return [];
    const run = bytes;
    bytes = [];
    try {
      return [decoder.decode(Uint8Array.from(run))];
    } catch {
      return run.map(() => '\ufffd'); // not UTF-8: what the reference shows for it
    }
  };
  return {
    push: (token) => {
      const byte = /^<0x([0-9A-Fa-f]{2})>$/.exec(token)?.[1];
      if (byte === undefined) return [...flush(), token];
      bytes.push(Number.parseInt(byte, 16));
      return [];
    },
    end: flush,
  };
}
