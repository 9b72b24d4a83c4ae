import { seededRandom } from '../src/random/seeded-random.ts';

type Draw = () => number;

/** A script with the share of documents in it. */
interface Script {
  share: number;
  makeWord(random: Draw): string;
  space: string;
  ends: readonly string[];
}

const charsBetween = (first: number, last: number) => (random: Draw) =>
  String.fromCodePoint(first + Math.floor(random() * (last - first + 1)));
const oneOf = (choices: string) => {
  const all = [...choices];
  return (random: Draw) => all[Math.floor(random() * all.length)] ?? '';
};

/** Syllables of a consonant and a vowel, one to four of them, as in most alphabets. */
function syllables(consonants: string, vowels: string) {
  const [before, after] = [oneOf(consonants), oneOf(vowels)];
  return (random: Draw) => {
    let word = '';
    const count = 1 + Math.floor(random() * random() * 4);
    for (let i = 0; i < count; i++) word += before(random) + after(random);
    return random() < 0.5 ? word + before(random) : word;
  };
}

function repeated(char: (random: Draw) => string, max: number) {
  return (random: Draw) => Array.from({ length: 1 + Math.floor(random() * max) }, () => char(random)).join('');
}

const marks = ['. ', ', ', '? ', '.\n', '! ', ': ', ' (', ') '];
const scripts: readonly Script[] = [
  { share: 0.6, makeWord: syllables('bcdfghlmnprstvwy', 'aeiouaeo'), space: ' ', ends: marks },
  { share: 0.1, makeWord: syllables('bcdfglmnprstvñç', 'aeiouéàüö'), space: ' ', ends: marks },
  { share: 0.08, makeWord: syllables('бвгджзклмнпрст', 'аеиоуыя'), space: ' ', ends: marks },
  { share: 0.12, makeWord: repeated(charsBetween(0x4e00, 0x6fff), 2), space: '', ends: ['，', '。', '、', '。\n'] },
  { share: 0.06, makeWord: repeated(charsBetween(0x0628, 0x064a), 6), space: ' ', ends: ['، ', '. ', '؟ '] },
  {
    share: 0.04,
    makeWord: repeated(oneOf('0123456789abcdefxyz_=+-*/(){}[]<>;'), 9),
    space: ' ',
    ends: ['\n', ';\n    '],
  },
];
const emoji = ['😀', '👍🏽', '🎉', '❤️', '👩‍👩‍👧', '🇫🇷', '🤖'];

/** Words of a script; few are common and many are rare, as in any language. */
const wordsPerScript = 60_000;
const wordsPerDocument = 300;

/**
 * Documents of random words in several scripts with numbers, code and emoji, about `bytes` of UTF-8 in all. A word of rank
 * r comes up 1 / r times as often as the first (Zipf's law).
 */
export function makeText(bytes: number): string[] {
  const lexicons = scripts.map(({ makeWord }, index) => {
    const random = seededRandom(7, index);
    return Array.from({ length: wordsPerScript }, () => makeWord(random));
  });
  const random = seededRandom(8);
  const documents: string[] = [];
  for (let size = 0; size < bytes; ) {
    const index = chooseScript(random());
    const text = makeDocument(scripts[index] as Script, lexicons[index] ?? [], random);
    documents.push(text);
    size += Buffer.byteLength(text);
  }
  return documents;
}

function chooseScript(at: number): number {
  let sum = 0;
  const found = scripts.findIndex(({ share }) => {
    sum += share;
    return at < sum;
  });
  return Math.max(found, 0);
}

function makeDocument({ space, ends }: Script, lexicon: readonly string[], random: Draw): string {
  const parts: string[] = [];
  let isStart = true;
  for (let i = 0; i < wordsPerDocument; i++) {
    const word = lexicon[Math.floor(lexicon.length ** random()) - 1] ?? '';
    parts.push(isStart ? word.charAt(0).toUpperCase() + word.slice(1) : word);
    isStart = random() < 0.09;
    parts.push(isStart ? (ends[Math.floor(random() * ends.length)] ?? '') : space);
    if (random() < 0.004) parts.push(emoji[Math.floor(random() * emoji.length)] ?? '', ' ');
  }
  return parts.join('');
}
