import type { CausalLmArchitecture, CausalLmShape, ParameterLayout } from './architecture.ts';

/**
 * What stands outside the layers of a model and can be trained whole beside an adapter: each by the shortest ending of its path
 * that no other module has, with its numbers. An embedding that the head shares is left out, as the head is named then.
 */
export function wholeModulesOf(
  architecture: CausalLmArchitecture,
  config: CausalLmShape,
): { name: string; parameters: number }[] {
  const parameters = architecture.parameters(config);
  const adapted = new Set(architecture.linears(config).map(({ module }) => module));
  const shared = new Set(parameters.map(({ tiedTo }) => tiedTo));
  const modules = [...new Set(parameters.map(moduleOf))];
  return modules.flatMap((module) => {
    const own = parameters.filter((one) => one.isBuffer !== true && moduleOf(one) === module);
    const isInLayer = module.split('.').some((part) => /^\d+$/.test(part));
    if (own.length === 0 || isInLayer || adapted.has(module) || own.some(({ name }) => shared.has(name))) return [];
    return [{ name: shortestEnding(module, modules), parameters: countNumbers(own) }];
  });
}

const moduleOf = ({ name }: ParameterLayout) => name.slice(0, name.lastIndexOf('.'));

function shortestEnding(module: string, modules: readonly string[]): string {
  const parts = module.split('.');
  const endings = parts.map((_part, index) => parts.slice(parts.length - 1 - index).join('.'));
  return endings.find((ending) => modules.filter((one) => one.endsWith(ending)).length === 1) ?? module;
}

/** A tied head counts too: it has numbers of its own once it is trained. */
function countNumbers(parameters: readonly ParameterLayout[]): number {
  return parameters.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
}
