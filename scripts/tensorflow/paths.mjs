import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Everything that one variant (`cpu` or `gpu`) keeps, below `<cache>/tensorflow/<variant>`. */
export function pathsOf(cache, variant) {
  const folder = path.join(cache, 'tensorflow', variant);
  const installed = path.join(folder, 'package');
  const name = variant === 'gpu' ? '@tensorflow/tfjs-node-gpu' : '@tensorflow/tfjs-node';
  const packageFolder = path.join(installed, 'node_modules', name);
  return {
    variant,
    folder,
    installed,
    packageFolder,
    binding: path.join(packageFolder, 'lib/napi-v8/tfjs_binding.node'),
    headers: path.join(installed, 'node_modules/node-api-headers/include'),
    library: path.join(folder, 'library'),
    downloads: path.join(folder, 'downloads'),
    compiler: path.join(folder, 'compiler'),
    stamp: path.join(folder, 'stamp.json'),
    lock: path.join(folder, 'setup.lock'),
    pins: fileURLToPath(new URL(`./${variant}/`, import.meta.url)),
    zigPins: fileURLToPath(new URL('./zig-requirements.txt', import.meta.url)),
  };
}
