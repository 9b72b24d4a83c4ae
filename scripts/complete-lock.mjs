// A registry may lack the builds of optional packages for other platforms. `npm install` then leaves them out of the
// lock, and `npm ci` refuses that lock. This adds the missing entries; --check only says whether any is missing.
import { readFileSync, writeFileSync } from 'node:fs';
import { argv, exit } from 'node:process';
import { pathToFileURL } from 'node:url';

const operatingSystems = ['darwin', 'win32', 'android', 'freebsd', 'openharmony', 'netbsd', 'openbsd', 'sunos', 'aix'];
const processors = ['arm64', 'arm', 'ia32', 'riscv64', 'ppc64', 's390x', 'loong64', 'mips64el'];

function platformOf(name) {
  const words = name.replace('windows', 'win32').split(/[-/@.]/);
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : null;
  return {
    os: [operatingSystems.find((os) => words.includes(os)) ?? 'linux'],
    cpu: [processors.find((cpu) => words.includes(cpu)) ?? 'x64'],
    ...(libc ? { libc } : {}),
  };
}

/** Adds what is missing to `lock` in place and returns the names added. */
export function completeLock(lock) {
  const added = [];
  for (const [parent, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      const key = `node_modules/${name}`;
      if (lock.packages[key] || lock.packages[`${parent}/${key}`]) continue;
      const dev = entry.dev ? { dev: true } : {};
      lock.packages[key] = { version: range.replace(/^[\^~]/, ''), ...platformOf(name), optional: true, ...dev };
      added.push(name);
    }
  }
  return added;
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  const file = new URL('../package-lock.json', import.meta.url);
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const added = completeLock(lock);
  if (argv.includes('--check')) {
    if (added.length > 0) {
      process.stderr.write(`package-lock.json lacks ${added.length} entries: run npm run complete-lock\n`);
      exit(1);
    }
  } else {
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
    process.stdout.write(`added ${added.length}\n`);
  }
}
