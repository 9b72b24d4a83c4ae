const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Pixels of a PNG by its first chunk (W3C PNG, 11.2.2); null for anything else. */
export function readPngSize(bytes: Buffer): { width: number; height: number } | null {
  const isPng =
    bytes.length >= 33 && bytes.subarray(0, 8).equals(signature) && bytes.toString('latin1', 12, 16) === 'IHDR';
  return isPng ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : null;
}
