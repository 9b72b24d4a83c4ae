import * as library from '@huggingface/jinja';

// The declarations of @huggingface/jinja 0.5 import each other without file names, which Node's resolution does not
// follow, so its exports come without types. What of them is used here:

/** A node of a template's tree. */
export type JinjaNode = object;

export interface JinjaValue {
  value: unknown;
}

export interface JinjaEnvironment {
  set(name: string, value: unknown): JinjaValue;
}

export interface JinjaInterpreter {
  run(program: JinjaNode): JinjaValue;
  /** Called for each node, nested ones too. */
  evaluate(node: JinjaNode | undefined, environment: JinjaEnvironment): JinjaValue;
}

interface JinjaLibrary {
  Environment: new () => JinjaEnvironment;
  Interpreter: new (environment: JinjaEnvironment) => JinjaInterpreter;
  tokenize(template: string, options: { lstrip_blocks: boolean; trim_blocks: boolean }): object[];
  parse(tokens: object[]): JinjaNode;
}

export const jinja: JinjaLibrary = library;
