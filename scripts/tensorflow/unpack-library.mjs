import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unpackZip } from './read-zip.mjs';

/** The headers that the binding's sources ask for; the wheel holds ten thousand others. */
const headers = /^tensorflow\/include\/(tensorflow\/c|tensorflow\/core\/platform|tsl\/platform|xla\/tsl\/c)\//;

/** The two libraries and some headers of `tensorflow`, the libraries of the nvidia-* wheels; nothing of Python. */
export function isWanted(name) {
  if (headers.test(name)) return true;
  if (/^tensorflow\/libtensorflow_(cc|framework)\.so\.2$/.test(name)) return true;
  return /^nvidia\/[^/]+\/(lib\/[^/]+\.so[.\d]*|nvvm\/libdevice\/[^/]+|bin\/ptxas)$/.test(name);
}

/** Unpacks what is wanted of each wheel, once: a mark beside it, written last, names the wheel that was unpacked. */
export async function unpackLibrary({ wheels, folder, log }) {
  const mark = path.join(folder, 'unpacked.json');
  const wanted = JSON.stringify(wheels.map((file) => path.basename(file)));
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  rmSync(folder, { recursive: true, force: true });
  let bytes = 0;
  let told = 0;
  const onBytes = (count) => {
    bytes += count;
    if (bytes - told < 500e6) return;
    told = bytes;
    log(`unpacking: ${Math.round(bytes / 1e6)} MB`);
  };
  for (const file of wheels) await unpackZip({ file, folder, wanted: isWanted, onBytes });
  writeFileSync(mark, wanted);
}
