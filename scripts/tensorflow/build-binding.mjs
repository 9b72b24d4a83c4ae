import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { downloadWheels } from './download-wheels.mjs';
import { unpackZip } from './read-zip.mjs';
import { runCommand } from './run-command.mjs';

const sources = ['tfjs_backend', 'tfjs_binding'];

/** Builds the package's own C++ sources against the library. Returns the compiler that did it. */
export async function buildBinding({ paths, log }) {
  const reasons = [];
  for (const find of [findSystemCompiler, fetchZig]) {
    try {
      const compiler = await find({ paths, log });
      log(`building the binding with ${compiler.name}`);
      await build(paths, compiler);
      return compiler.name;
    } catch (error) {
      reasons.push(error.message);
    }
  }
  throw new Error(`the binding could not be built: ${reasons.join('; ')}`);
}

async function findSystemCompiler() {
  for (const program of ['g++', 'clang++']) {
    try {
      await runCommand(program, ['--version'], { timeoutMs: 10_000 });
      return { name: program, program, flags: [] };
    } catch {
      // The next one may be there; the ladder says what is missing when none is.
    }
  }
  throw new Error('there is no g++ or clang++ here');
}

/** A whole C++ compiler from the Python package index, for machines that have none. */
async function fetchZig({ paths, log }) {
  const program = path.join(paths.compiler, 'ziglang/zig');
  if (!existsSync(program)) {
    log('no C++ compiler that works here: fetching one from the Python package index (101 MB)');
    const [file] = await downloadWheels({ requirements: paths.zigPins, folder: paths.downloads, log });
    const unfinished = `${paths.compiler}.part`;
    await unpackZip({ file, folder: unfinished, wanted: (name) => name.startsWith('ziglang/') });
    renameSync(unfinished, paths.compiler);
  }
  // 2.28: the oldest glibc that the library itself asks for.
  return { name: 'zig', program, flags: ['c++', '-target', 'x86_64-linux-gnu.2.28'] };
}

async function build(paths, { program, flags }) {
  const { packageFolder, library, binding } = paths;
  const tensorflow = path.join(library, 'tensorflow');
  const work = path.join(paths.folder, 'build');
  mkdirSync(work, { recursive: true });
  const env = {
    ...process.env,
    ZIG_GLOBAL_CACHE_DIR: path.join(work, 'zig'),
    ZIG_LOCAL_CACHE_DIR: path.join(work, 'zig'),
  };
  const options = { cwd: packageFolder, env, timeoutMs: 600_000 };
  const include = [paths.headers, path.join(tensorflow, 'include'), packageFolder].map((folder) => `-I${folder}`);
  const common = [...flags, '-fPIC', '-O2', '-std=c++17', '-DNAPI_VERSION=8'];
  const objects = sources.map((name) => path.join(work, `${name}.o`));
  await Promise.all(
    sources.map((name, index) =>
      runCommand(program, [...common, ...include, '-c', `binding/${name}.cc`, '-o', objects[index]], options),
    ),
  );
  mkdirSync(path.dirname(binding), { recursive: true });
  // Relative, so that the cache may move. The CUDA libraries are found by TensorFlow's own, which looks beside itself.
  const place = `$ORIGIN/${path.relative(path.dirname(binding), tensorflow)}`;
  const aside = `${binding}.part`;
  const link = ['-shared', '-o', aside, ...objects, `-L${tensorflow}`];
  const libraries = ['-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2'];
  await runCommand(program, [...flags, ...link, ...libraries, `-Wl,-rpath,${place}`], options);
  renameSync(aside, binding);
}
