const signatures: { kind: string; bytes: number[]; at?: number }[] = [
  { kind: 'a PNG image', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { kind: 'a JPEG image', bytes: [0xff, 0xd8, 0xff] },
  { kind: 'a GIF image', bytes: [...Buffer.from('GIF8')] },
  { kind: 'a RIFF file (WebP, WAV or AVI)', bytes: [...Buffer.from('RIFF')] },
  { kind: 'a PDF document', bytes: [...Buffer.from('%PDF-')] },
  { kind: 'a ZIP archive or an Office document', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { kind: 'an empty ZIP archive', bytes: [0x50, 0x4b, 0x05, 0x06] },
  { kind: 'an old Office document', bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { kind: 'a Parquet file', bytes: [...Buffer.from('PAR1')] },
  { kind: 'an Arrow file', bytes: [...Buffer.from('ARROW1')] },
  { kind: 'an Avro file', bytes: [0x4f, 0x62, 0x6a, 0x01] },
  { kind: 'a SQLite database', bytes: [...Buffer.from('SQLite format 3')] },
  { kind: 'an HDF5 file', bytes: [0x89, 0x48, 0x44, 0x46] },
  { kind: 'a NumPy array', bytes: [0x93, ...Buffer.from('NUMPY')] },
  { kind: 'a zstd file', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { kind: 'a bzip2 file', bytes: [...Buffer.from('BZh')] },
  { kind: 'an xz file', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a] },
  { kind: 'a 7-Zip archive', bytes: [0x37, 0x7a, 0xbc, 0xaf] },
  { kind: 'a RAR archive', bytes: [...Buffer.from('Rar!')] },
  { kind: 'a tar archive', bytes: [...Buffer.from('ustar')], at: 257 },
  { kind: 'a program (ELF)', bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { kind: 'a web page', bytes: [...Buffer.from('<!DOCTYPE html')] },
  { kind: 'a web page', bytes: [...Buffer.from('<html')] },
];
/** Text has hardly any control characters; a compressed or numeric file has them in a tenth of its bytes. */
const controlShareMax = 0.02;

/** What kind of non-text the bytes are, by content and never by name; null for what may be text. */
export function detectBinary(head: Buffer): string | null {
  const known = signatures.find(({ bytes, at = 0 }) => bytes.every((byte, index) => head[at + index] === byte));
  return known?.kind ?? null;
}

/** For bytes already taken for text of one byte per unit: too many control characters to be it. */
export function looksBinary(head: Buffer): boolean {
  let control = 0;
  for (const byte of head) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) control++;
  return control > 8 && control > head.length * controlShareMax;
}
