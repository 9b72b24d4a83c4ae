/** What each language of a fence is run with; the rest, such as output and JSON, is not run. */
const runners = { bash: 'bash', ts: 'ts', python: 'python' };

/** The programs of a page: all blocks of one language in their order, since later ones use what earlier ones made. */
export function readCodeBlocks(markdown) {
  const programs = new Map();
  for (const [, fence, code] of markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)) {
    const language = runners[fence];
    if (language === undefined) continue;
    programs.set(language, [...(programs.get(language) ?? []), code]);
  }
  return [...programs].map(([language, blocks]) => ({ language, blocks }));
}

/** Fences that are opened and never closed, or closed with something behind them, hide code from the reader. */
export function countFences(markdown) {
  return [...markdown.matchAll(/^```/gm)].length;
}
