const depthMax = 32;
/** Of one object, so also of the tensors in a file. */
const keysMax = 100_000;
const [quote, backslash, openBrace, closeBrace] = [0x22, 0x5c, 0x7b, 0x7d];
const [openBracket, closeBracket, colon, minus] = [0x5b, 0x5d, 0x3a, 0x2d];

/**
 * What is wrong with a header that `JSON.parse` would not say: a key that stands twice, of which it drops one; a number
 * that is no plain count, such as `1.0`, `-0` and `1e2`, which other readers refuse; and what would make it slow, such as
 * deep nesting. Where the text is no JSON at all, that is for the parser to say.
 */
export function checkHeaderText(json: string): string | undefined {
  const keys: (Set<string> | undefined)[] = []; // one per open brace or bracket
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === quote) {
      const end = endOfString(json, at);
      const twice = isKey(json, end) && addKey(keys.at(-1), json.slice(at, end));
      if (twice) return `it names ${twice} twice`;
      if ((keys.at(-1)?.size ?? 0) > keysMax) return `it names more than ${keysMax} tensors`;
      at = end - 1;
    } else if (code === openBrace || code === openBracket) {
      if (keys.length === depthMax) return `it nests more than ${depthMax} deep`;
      keys.push(code === openBrace ? new Set() : undefined);
    } else if (code === closeBrace || code === closeBracket) {
      keys.pop();
    } else if (code === minus || isDigit(code)) {
      const end = endOfNumber(json, at);
      const number = json.slice(at, end);
      if (!/^(?:0|[1-9]\d{0,15})$/.test(number)) return `it holds ${shorten(number)} where only whole counts may stand`;
      at = end - 1;
    }
  }
  return undefined;
}

/** Position after the closing quote, or the end of the text. */
function endOfString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === backslash) at++;
    else if (code === quote) return at + 1;
  }
  return json.length;
}

function endOfNumber(json: string, start: number): number {
  let at = start;
  while (at < json.length && /[\d.eE+-]/.test(json.charAt(at))) at++;
  return at;
}

function isKey(json: string, end: number): boolean {
  let at = end;
  while (at < json.length && json.charCodeAt(at) <= 0x20) at++;
  return json.charCodeAt(at) === colon;
}

/** The key as it stands when the object has it already. Escapes count as what they stand for. */
function addKey(keys: Set<string> | undefined, quoted: string): string | undefined {
  const key = quoted.includes('\\') ? withoutEscapes(quoted) : quoted.slice(1, -1);
  if (keys?.has(key)) return shorten(quoted);
  keys?.add(key);
  return undefined;
}

function withoutEscapes(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted; // the parser refuses it
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
