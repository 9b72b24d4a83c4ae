import { isUtf8 } from 'node:buffer';
import chardet from 'chardet';
import iconv from 'iconv-lite';

const byteOrderMarks: { encoding: string; bytes: number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-32le', bytes: [0xff, 0xfe, 0, 0] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];
/** Of the lines with other than ASCII letters, the share that must be valid UTF-8 for the rest to count as damage. */
const utf8LinesMin = 0.5;
/** Fewer lines than this prove no other encoding: better report them than read them wrong. */
const legacyLinesMin = 3;

/** The encoding of a text, from its first bytes; `markBytes` at the front are no part of the text. */
export function detectEncoding(head: Buffer): { encoding: string; markBytes: number } {
  for (const { encoding, bytes } of byteOrderMarks) {
    if (bytes.every((byte, index) => head[index] === byte)) return { encoding, markBytes: bytes.length };
  }
  return { encoding: detectUtf16(head) ?? (isMostlyUtf8(head) ? 'utf-8' : guessLegacy(head)), markBytes: 0 };
}

/** UTF-16 without a mark: every other byte of mostly Latin text is zero. */
function detectUtf16(head: Buffer): string | null {
  let even = 0;
  let odd = 0;
  for (let at = 0; at < head.length; at++) if (head[at] === 0) at % 2 === 0 ? even++ : odd++;
  const half = head.length / 2;
  if (odd > half * 0.4 && even < half * 0.02) return 'utf-16le';
  return even > half * 0.4 && odd < half * 0.02 ? 'utf-16be' : null;
}

/** A few damaged lines do not make a UTF-8 file a Windows file: they are reported one by one. */
function isMostlyUtf8(head: Buffer): boolean {
  if (isUtf8(head)) return true;
  let valid = 0;
  let total = 0;
  let start = 0;
  while (start < head.length) {
    const end = head.indexOf(10, start);
    // The last line may be cut inside a character.
    if (end < 0 && total > 0) break;
    const line = head.subarray(start, end < 0 ? cutAtCharacter(head) : end);
    if (line.some((byte) => byte > 127)) {
      total++;
      if (isUtf8(line)) valid++;
    }
    if (end < 0) break;
    start = end + 1;
  }
  return total - valid < legacyLinesMin || valid / total >= utf8LinesMin;
}

/** Drops up to three last bytes that may begin a character cut by the end of the head. */
function cutAtCharacter(head: Buffer): number {
  for (let back = 1; back <= 3; back++) {
    const byte = head[head.length - back] ?? 0;
    if (byte >= 0xc0) return head.length - back;
    if (byte < 0x80) break;
  }
  return head.length;
}

function guessLegacy(head: Buffer): string {
  const best = chardet.analyse(head).find(({ name }) => !name.startsWith('UTF-') && iconv.encodingExists(name));
  // ISO-8859-1 is Windows-1252 without its quotes and dashes, as browsers have long treated it.
  if (best === undefined || best.name === 'ISO-8859-1' || best.name === 'ASCII') return 'windows-1252';
  return best.name.toLowerCase();
}
