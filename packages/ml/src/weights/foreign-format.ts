export const toSafetensors =
  'convert it to safetensors (in Python: model.save_pretrained(folder, safe_serialization=True))';
const pickle = `is a Python pickle, which can run code when it is read; ${toSafetensors}`;
const compressed = `is compressed, as joblib does, and may hide a pickle; ${toSafetensors}`;

/** How many bytes from the start `foreignFormat` looks at. */
export const headSize = 512;

/** What a file is by its first bytes (as latin1), and what to do about it. Longer prefixes go first. */
const prefixes: readonly (readonly [readonly string[], string])[] = [
  [['\x80\0', '\x80\x01', '\x80\x02', '\x80\x03', '\x80\x04', '\x80\x05'], pickle],
  [['\x1f\x8b', 'x\x01', 'x\x5e', 'x\x9c', 'x\xda', 'ZF0x', 'BZh', '\xfd7zXZ\0', ']\0\0'], compressed],
  [['\x28\xb5\x2f\xfd', '\x04\x22\x4d\x18'], compressed],
  [['\x93NUMPY'], `is a NumPy array, which may hold a pickle; ${toSafetensors}`],
  [['\x89HDF\r\n'], `is an HDF5 file, as Keras writes, which may hold code; ${toSafetensors}`],
  [['GGUF'], 'is a GGUF file; upload the safetensors files that it was made from'],
  [
    ['version https://git-lfs'],
    'is a Git LFS pointer, not the file that it stands for; run `git lfs pull` and upload again',
  ],
  [
    ['<!DOCTYPE', '<!doctype', '<html', '<?xml'],
    'is a web page, as a failed download leaves it; download the file again',
  ],
];

/** In a zip: a local file's header, of 30 bytes, before its name. */
const zipNameAt = 30;
const tarMagicAt = 257;

/**
 * Protocols 0 and 1 of pickle have no magic. These are the ways in which an object begins: a container, a string, a number
 * or None followed by the next instruction, or the name of a class.
 */
const oldPickle = /^(?:\((?:[dlt]p?\d|[cVSUIFLKMX(]|i\w)|c[\w.]+\n[\w.]+\n|[\]})][q.(]|[VSIFL][^\n]{0,200}\n[.p]|N\.)/;

/** Says of a file that is no safetensors what else it is, or nothing when it is like nothing known. */
export function foreignFormat(head: Buffer): string | undefined {
  const text = head.toString('latin1', 0, headSize);
  const known = prefixes.find(([starts]) => starts.some((start) => text.startsWith(start)));
  if (known !== undefined) return known[1];
  if (text.startsWith('PK')) return zipFormat(text.slice(zipNameAt));
  if (text.startsWith('ustar', tarMagicAt))
    return `is a tar archive, as old PyTorch writes, and may hold a pickle; ${toSafetensors}`;
  return oldPickle.test(text) ? pickle : undefined;
}

function zipFormat(firstName: string): string {
  if (/^[^/]*\/(?:data\.pkl|byteorder|\.format_version|version)/.test(firstName))
    return `is a PyTorch archive with a pickle in it, which can run code when it is read; ${toSafetensors}`;
  if (/^(?:metadata\.json|config\.json|model\.weights\.h5)/.test(firstName))
    return `is a Keras archive, which can run code when it is read; ${toSafetensors}`;
  return `is a zip archive, which may hold a pickle; unpack it and ${toSafetensors}`;
}
