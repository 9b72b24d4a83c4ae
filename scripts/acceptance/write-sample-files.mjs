import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { root } from '../install.mjs';

const ticketRows = 120;
const cities = ['Oslo', 'Rome', 'Lima'];

/** The files that the pages of the documentation speak of, small. */
export async function writeSampleFiles(folder) {
  const texts = { 'tickets.jsonl': tickets(), 'people.csv': people(), 'films.csv': films(), 'calls.jsonl': calls() };
  for (const [name, text] of Object.entries(texts)) writeFileSync(path.join(folder, name), text);
  writeFileSync(path.join(folder, 'cat.jpg'), await square('cat', 0));
}

export function tickets() {
  const all = readFileSync(path.join(root, 'scripts/demo/support-tickets.jsonl'), 'utf8').split('\n');
  return `${all.slice(0, ticketRows).join('\n')}\n`;
}

/** Lines of a batch that ask the classifier of the pages. */
function calls() {
  const lines = ['My parcel never came.', 'I was charged twice.'].map((input, row) =>
    JSON.stringify({
      ...{ custom_id: `row-${row + 1}`, method: 'POST', url: '/v1/classifications' },
      body: { model: 'support', input },
    }),
  );
  return `${lines.join('\n')}\n`;
}

/** Who is older than 40 earns more. */
export function people() {
  const rows = Array.from({ length: 80 }, (_, id) => {
    const age = 20 + ((id * 7) % 45);
    return `${id},${age},${cities[id % 3]},${id % 2 === 0},${id % 4},${age > 40 ? '>50K' : '<=50K'}`;
  });
  return `id,age,city,member,children,income\n${rows.join('\n')}\n`;
}

export function films() {
  const users = ['ann', 42, ...Array.from({ length: 18 }, (_, id) => `user-${id}`)];
  const rows = users.flatMap((user, index) =>
    Array.from(
      { length: 5 },
      (_, at) => `${user},film-${(index + at * (1 + (index % 3))) % 12},${1 + ((index + at) % 5)}`,
    ),
  );
  return `user_id,movie_id,rating\n${rows.join('\n')}\n`;
}

const colours = { cat: { r: 200, g: 60, b: 40 }, dog: { r: 40, g: 80, b: 200 } };
export const animals = Object.keys(colours);

/** A picture of 32 × 32 pixels in the colour of its label, a little different each time. */
export function square(label, seed) {
  const { r, g, b } = colours[label];
  const background = { r: r + (seed % 20), g: g + ((seed * 3) % 20), b: b + ((seed * 7) % 20) };
  return sharp({ create: { width: 32, height: 32, channels: 3, background } })
    .jpeg()
    .toBuffer();
}
