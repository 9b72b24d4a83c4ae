import { listColumns } from './dataset-columns.ts';
import { type DatasetProblem, datasetProblem } from './dataset-problem.ts';
import { type GuessedRole, guessRole, guessTargetKind } from './dataset-roles.ts';
import type { DatasetSpec } from './dataset-spec.ts';
import { chooseTarget } from './dataset-target.ts';
import { findColumn } from './find-column.ts';

export interface TableColumns {
  columns: ({ name: string } & GuessedRole)[];
  target: { name: string; kind: 'label' | 'value' };
}

/** The role of each column: the one asked for, else told by its name and its cells in the first rows. */
export function chooseTableColumns(
  names: readonly string[],
  { spec, rows, line }: { spec: DatasetSpec; rows: readonly (readonly unknown[])[]; line: number },
): TableColumns | DatasetProblem {
  const asked = askedRoles(names, spec, line);
  if ('code' in asked) return asked;
  const target = chooseTarget(names, spec);
  if (target === undefined) return datasetProblem('target_unclear', line, { columns: listColumns(names) });
  const columns = names.map((name, place) => {
    if (name === target) return { name, role: 'target' as const };
    const role = asked.roles.get(name);
    if (role === undefined) return { name, ...guessRole(name, cellsAt(rows, place)) };
    return role === 'ignored' ? { name, role, ignoredBecause: 'chosen' as const } : { name, role };
  });
  const ignored = columns.filter(({ role }) => role === 'ignored').map(({ name }) => name);
  if (ignored.length === names.length - 1)
    return datasetProblem('no_input_columns', line, {
      column: target,
      ignored: ignored.length === 0 ? 'no others' : listColumns(ignored),
    });
  const kind = spec.targetKind ?? guessTargetKind(cellsAt(rows, names.indexOf(target)));
  return { columns, target: { name: target, kind } };
}

function cellsAt(rows: readonly (readonly unknown[])[], place: number): unknown[] {
  return rows.map((cells) => cells[place]);
}

function askedRoles(
  names: readonly string[],
  { columns: asked = [] }: DatasetSpec,
  line: number,
): { roles: Map<string, GuessedRole['role']> } | DatasetProblem {
  const roles = new Map<string, GuessedRole['role']>();
  for (const { name: column, role } of asked) {
    const name = findColumn(names, column);
    if (name === undefined) return datasetProblem('column_missing', line, { column, columns: listColumns(names) });
    const first = roles.get(name);
    if (first !== undefined) return datasetProblem('column_for_two', line, { column: name, first, second: role });
    roles.set(name, role);
  }
  return { roles };
}
