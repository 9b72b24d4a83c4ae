import { execFileSync } from 'node:child_process';

export interface Python {
  command: string;
  /** Its own, and those of the modules that were asked for and are there, by name. */
  versions: ReadonlyMap<string, string>;
}

const question = `
import json, platform, sys
from importlib import import_module
found = {"python": platform.python_version()}
for name in sys.argv[1:]:
    try:
        found[name] = str(getattr(import_module(name), "__version__", "?"))
    except Exception:
        pass
print(json.dumps(found))
`;

/** Null where the command does not run. */
export function findPython(command: string, modules: readonly string[]): Python | null {
  try {
    const output = execFileSync(command, ['-c', question, ...modules], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const last = output.trim().split('\n').at(-1) ?? '';
    return { command, versions: new Map(Object.entries(JSON.parse(last) as Record<string, string>)) };
  } catch {
    return null;
  }
}
