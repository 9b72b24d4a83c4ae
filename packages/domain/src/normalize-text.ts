export type NormalForm = 'NFC' | 'NFD' | 'NFKC' | 'NFKD';

/** Combining characters, and two that become some in the forms with K. Fewer in a row take no time. */
const longRun = /[\p{M}\uff9e\uff9f]{128,}/gu;

/**
 * `text.normalize(form)` in a time that grows with the length. What the platform does sorts combining characters by
 * insertion: a hundred thousand after one letter take it seconds, a million minutes. Here long runs are sorted before.
 */
export function normalizeText(text: string, form: NormalForm): string {
  const parts = form.startsWith('NFK') ? 'NFKD' : 'NFD';
  return text.replace(longRun, (run) => sortRun(run, parts)).normalize(form);
}

/** The same text to Unicode: taken apart, and each stretch of combining characters in the order of their classes. */
function sortRun(run: string, form: 'NFD' | 'NFKD'): string {
  const classes = combiningClasses();
  const sorted: string[] = [];
  let stretch: string[] = [];
  const finish = () => {
    sorted.push(stretchSorted(stretch, classes));
    stretch = [];
  };
  for (const char of run)
    for (const mark of char.normalize(form)) {
      if (classes.has(mark)) stretch.push(mark);
      else {
        finish();
        sorted.push(mark);
      }
    }
  finish();
  return sorted.join('');
}

function stretchSorted(stretch: readonly string[], classes: ReadonlyMap<string, number>): string {
  const classOf = (mark: string) => classes.get(mark) ?? 0;
  return [...stretch].sort((a, b) => classOf(a) - classOf(b)).join(''); // stable
}

let known: ReadonlyMap<string, number> | undefined;

/** The order of all characters that combine and may change places; equal numbers may not. Taken from the platform. */
function combiningClasses(): ReadonlyMap<string, number> {
  if (known !== undefined) return known;
  const marks: string[] = [];
  for (let code = 0x300; code < 0x1_f000; code++) {
    const char = String.fromCodePoint(code);
    if (/\p{M}/u.test(char) && char.normalize('NFD') === char && isMovable(char)) marks.push(char);
  }
  marks.sort(compare);
  const classes = new Map<string, number>();
  let rank = 1;
  marks.forEach((mark, i) => {
    if (i > 0 && compare(marks[i - 1] ?? '', mark) !== 0) rank++;
    classes.set(mark, rank);
  });
  known = classes;
  return known;
}

const above = '\u0301';
const below = '\u0323';

function isMovable(mark: string): boolean {
  return isSwapped(above + mark) || isSwapped(mark + above) || isSwapped(mark + below);
}

function compare(a: string, b: string): number {
  if (isSwapped(a + b)) return 1;
  return isSwapped(b + a) ? -1 : 0;
}

function isSwapped(pair: string): boolean {
  return pair.normalize('NFD') !== pair;
}
