import { type DuplicateGroup, duplicateGroupsMax, duplicateMembersMax } from '@modelmint/domain/dataset-duplicates';
import type { ReportDraft } from './report-draft.ts';
import type { Side } from './row-sink.ts';
import type { SpooledRow } from './row-spool.ts';

const exampleBytesMax = 32 * 1024;
const labelCharactersMax = 200;

/** Collects rows that repeat others in the second pass, where the table of texts knows how often each stands. */
export class DuplicateGroups {
  readonly #draft: ReportDraft;
  readonly #groups = new Map<number, DuplicateGroup>();
  readonly #counts = { exact: 0, conflicting: 0 };
  readonly #target: string | null;

  constructor(draft: ReportDraft, target: string | null) {
    this.#draft = draft;
    this.#target = target;
  }

  /** `row`: its number in its split, from 1. */
  add(spooled: SpooledRow, { split, row }: { split: Side; row: number }): void {
    const { texts } = this.#draft;
    const place = texts.find(spooled.key);
    const rows = texts.rows[place] ?? 0;
    if (rows < 2) return;
    const group = this.#groups.get(place) ?? this.#open(place, { rows, spooled });
    if (group === null || group.members.length >= duplicateMembersMax) return;
    group.members.push({ split, row, label: this.#labelOf(spooled) });
  }

  *lines(): Generator<Buffer> {
    for (const kind of ['conflicting', 'exact'])
      for (const group of this.#groups.values())
        if (group.kind === kind) yield Buffer.from(`${JSON.stringify(group)}\n`);
  }

  #open(place: number, { rows, spooled }: { rows: number; spooled: SpooledRow }): DuplicateGroup | null {
    const kind = this.#draft.texts.isConflicting[place] === 1 ? 'conflicting' : 'exact';
    if (this.#counts[kind] >= duplicateGroupsMax) return null;
    this.#counts[kind]++;
    const shown = spooled.preview.length > 0 ? spooled.preview : spooled.json;
    const example = shown.length > exampleBytesMax ? null : JSON.parse(shown.toString());
    const group: DuplicateGroup = { kind, rows, example, members: [] };
    this.#groups.set(place, group);
    return group;
  }

  #labelOf({ label, json }: SpooledRow): string {
    if (this.#target === null) return this.#draft.labels[label]?.label ?? '';
    return String(JSON.parse(json.toString())[this.#target] ?? '').slice(0, labelCharactersMax);
  }
}
