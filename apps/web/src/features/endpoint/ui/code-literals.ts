/** What JSON can hold. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain };

interface Language {
  text: (text: string) => string;
  name: (name: string) => string;
  words: { true: string; false: string; null: string };
  /** After the last entry of what stands on several lines. */
  lastComma: string;
}

const json: Language = {
  text: JSON.stringify,
  name: JSON.stringify,
  words: { true: 'true', false: 'false', null: 'null' },
  lastComma: '',
};
const javascript: Language = { ...json, text: quote, name: propertyName, lastComma: ',' };
// i18n-ignore
const python: Language = { ...json, words: { true: 'True', false: 'False', null: 'None' }, lastComma: ',' };

export const jsonLiteral = (value: Plain, indent = 0): string => write(value, { language: json, indent, step: 2 });
export const javascriptLiteral = (value: Plain, indent = 0): string =>
  write(value, { language: javascript, indent, step: 2 });
export const pythonLiteral = (value: Plain, indent = 0): string => write(value, { language: python, indent, step: 4 });

/** Longer values stand on several lines. */
const lineLengthMax = 88;

interface Place {
  language: Language;
  /** Spaces in front of the line that the value begins on. */
  indent: number;
  step: number;
}

function write(value: Plain, place: Place): string {
  const { language, indent, step } = place;
  if (typeof value === 'string') return language.text(value);
  if (typeof value === 'number') return String(value);
  if (value === null) return language.words.null;
  if (typeof value === 'boolean') return language.words[value ? 'true' : 'false'];
  const line = onOneLine(value, place);
  if (line.length + indent <= lineLengthMax) return line;
  const inner = { ...place, indent: indent + step };
  const gap = ' '.repeat(inner.indent);
  const entries = isList(value)
    ? value.map((one) => write(one, inner))
    : Object.entries(value).map(([name, one]) => `${language.name(name)}: ${write(one, inner)}`);
  const [open, close] = isList(value) ? '[]' : '{}';
  return `${open}\n${entries.map((entry) => gap + entry).join(',\n')}${language.lastComma}\n${' '.repeat(indent)}${close}`;
}

function onOneLine(value: readonly Plain[] | { readonly [name: string]: Plain }, place: Place): string {
  // Nested values may not break the line, however long it gets; it is then written on several.
  const inner = { ...place, indent: Number.NEGATIVE_INFINITY };
  if (isList(value)) return `[${value.map((one) => write(one, inner)).join(', ')}]`;
  const pairs = Object.entries(value).map(([name, one]) => `${place.language.name(name)}: ${write(one, inner)}`);
  return place.language === javascript ? `{ ${pairs.join(', ')} }` : `{${pairs.join(', ')}}`;
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

/** Within single quotes the shell reads nothing but the closing one. */
export function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A JavaScript string in single quotes; JSON's escapes are JavaScript's. */
export function quote(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

function propertyName(name: string): string {
  // Quoted, it would still set the prototype.
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}
