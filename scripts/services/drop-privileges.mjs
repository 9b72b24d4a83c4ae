import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';

const nobody = 65_534;
const mapToUser = ['--user', '--map-user=1000', '--map-group=1000'];

/**
 * How to start a program that refuses uid 0 (initdb, postgres). Not root: as we are. Root: as `nobody` when it can
 * reach all `paths`, else in a user namespace where root looks like uid 1000; undefined when neither works.
 * `ids`: owner that the program's files must have; `wrap`: the command line to run.
 */
export function dropPrivileges(paths, { uid = process.getuid?.(), canUnshare = unshareWorks } = {}) {
  const asIs = (program, args) => [program, args];
  if (uid !== 0) return { ids: undefined, wrap: asIs };
  if (paths.every(othersCanReach)) return { ids: { uid: nobody, gid: nobody }, wrap: asIs };
  if (canUnshare()) return { ids: undefined, wrap: (program, args) => ['unshare', [...mapToUser, program, ...args]] };
  return undefined;
}

function unshareWorks() {
  return spawnSync('unshare', [...mapToUser, 'true']).status === 0;
}

/** True when every folder from / down to `file` lets other users pass. Missing parts will be made by us. */
export function othersCanReach(file) {
  for (let at = path.resolve(file); ; at = path.dirname(at)) {
    if (existsSync(at) && !(statSync(at).mode & 0o001)) return false;
    if (at === path.dirname(at)) return true;
  }
}
