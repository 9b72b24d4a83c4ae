/** Grows when a finished set-up of an earlier version of these scripts must be made again. */
export const recipe = 1;

/**
 * What to do, from what is known before anything is fetched: `{ skip: reason }`, or `{ rungs }`, where the library may
 * come from, in the order to try.
 *
 * The package's own download comes first, except for a GPU on Linux x64: it is TensorFlow 2.9 with CUDA 11.2, which
 * knows no GPU newer than 2020. The wheels hold libraries for Linux on x64 with glibc only.
 */
export function planSetup({ gpu, env, platform, arch, isGlibc }) {
  const asked = env.MODELMINT_ENGINE;
  if (asked === 'wasm') return { skip: 'MODELMINT_ENGINE=wasm asks for no native engine' };
  const hasWheel = platform === 'linux' && arch === 'x64' && isGlibc;
  if (hasWheel) return { rungs: gpu ? ['wheel', 'own'] : ['own', 'wheel'] };
  if (gpu && platform === 'darwin') return { skip: 'TensorFlow has no GPU library for macOS' };
  return { rungs: ['own'] };
}

/** Whether a stamp that an earlier run wrote still holds. `exists` looks for the package that it names. */
export function isCurrent(stamp, exists) {
  return stamp !== undefined && stamp.recipe === recipe && typeof stamp.packageFolder === 'string' && exists(stamp);
}
