const two = (value: number) => String(value).padStart(2, '0');

const byCode: Readonly<Record<string, (date: Date) => string>> = {
  Y: (date) => String(date.getFullYear()),
  y: (date) => two(date.getFullYear() % 100),
  m: (date) => two(date.getMonth() + 1),
  d: (date) => two(date.getDate()),
  B: (date) => date.toLocaleString('en-US', { month: 'long' }),
  b: (date) => date.toLocaleString('en-US', { month: 'short' }),
  A: (date) => date.toLocaleString('en-US', { weekday: 'long' }),
  a: (date) => date.toLocaleString('en-US', { weekday: 'short' }),
  H: (date) => two(date.getHours()),
  I: (date) => two(date.getHours() % 12 || 12),
  M: (date) => two(date.getMinutes()),
  S: (date) => two(date.getSeconds()),
  p: (date) => (date.getHours() < 12 ? 'AM' : 'PM'),
  '%': () => '%',
};

/** Python's `strftime` in English, in the machine's time zone; codes that are not known stay as they are. */
export function strftime(date: Date, format: string): string {
  return format.replace(/%-?([a-zA-Z%])/g, (code, letter: string) => {
    const text = byCode[letter]?.(date);
    if (text === undefined) return code;
    return code.startsWith('%-') ? text.replace(/^0(?=\d)/, '') : text;
  });
}
