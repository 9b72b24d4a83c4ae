/**
 * The shortest endings of paths that name exactly the adapted modules, for peft's `target_modules`: `q_proj` where all
 * modules of that name are adapted, `attention.output.dense` where another `dense` is not.
 *
 * @param adapted paths of the adapted modules
 * @param all paths of all modules of the model
 */
export function targetModules(adapted: readonly string[], all: readonly string[]): string[] {
  const isAdapted = new Set(adapted);
  const others = all.filter((module) => !isAdapted.has(module));
  const endings = adapted.map((module) => {
    const parts = module.split('.');
    for (let from = parts.length - 1; from > 0; from--) {
      const ending = parts.slice(from).join('.');
      if (!others.some((other) => other === ending || other.endsWith(`.${ending}`))) return ending;
    }
    return module;
  });
  return [...new Set(endings)].sort();
}
