/** Writes the UTF-8 bytes of UTF-16 `units` into `out`, three at most for each; lone surrogates as U+FFFD. */
export function writeUtf8(units: Uint16Array, start: number, end: number, out: Int32Array): number {
  let size = 0;
  for (let i = start; i < end; i++) {
    let code = units[i] as number;
    if (code < 0x80) {
      out[size++] = code;
      continue;
    }
    if (code < 0x800) {
      out[size++] = 0xc0 | (code >> 6);
      out[size++] = 0x80 | (code & 0x3f);
      continue;
    }
    if (code >= 0xd800 && code <= 0xdfff) {
      const low = code < 0xdc00 && i + 1 < end ? (units[i + 1] as number) : 0;
      if (low >= 0xdc00 && low <= 0xdfff) {
        code = ((code - 0xd800) << 10) + low - 0xdc00 + 0x1_0000;
        out[size++] = 0xf0 | (code >> 18);
        out[size++] = 0x80 | ((code >> 12) & 0x3f);
        out[size++] = 0x80 | ((code >> 6) & 0x3f);
        out[size++] = 0x80 | (code & 0x3f);
        i++;
        continue;
      }
      code = 0xfffd;
    }
    out[size++] = 0xe0 | (code >> 12);
    out[size++] = 0x80 | ((code >> 6) & 0x3f);
    out[size++] = 0x80 | (code & 0x3f);
  }
  return size;
}
