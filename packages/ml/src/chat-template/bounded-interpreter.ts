import { AppError } from '@modelmint/domain/errors';
import { type JinjaEnvironment, type JinjaNode, type JinjaValue, jinja } from './jinja.ts';

export interface Budget {
  /** Nodes of the template's tree that may be evaluated. */
  stepsMax: number;
  timeMsMax: number;
  /** Characters of a text, and items of a list, also of those that are not shown. */
  sizeMax: number;
}

const stepsPerLook = 256;

/**
 * Templates are programs of strangers. The library evaluates each node of the tree, loops and macros included, through
 * `evaluate`, so a count there stops any of them without a worker thread, in the middle of a loop. They reach nothing
 * but the values that they are given: the library keeps those in maps, so no prototype of JavaScript shows. One step
 * can still multiply two texts (`replace`): texts are ropes until then, and V8 refuses one of 2^29 characters.
 */
export class BoundedInterpreter extends jinja.Interpreter {
  readonly #budget: Budget;
  readonly #deadline: number;
  #steps = 0;

  constructor(environment: JinjaEnvironment, budget: Budget) {
    super(environment);
    this.#budget = budget;
    this.#deadline = performance.now() + budget.timeMsMax;
  }

  override evaluate(node: JinjaNode | undefined, environment: JinjaEnvironment): JinjaValue {
    this.#steps++;
    if (this.#steps > this.#budget.stepsMax) throw overBudget(`more than ${this.#budget.stepsMax} steps`);
    if (this.#steps % stepsPerLook === 0 && performance.now() > this.#deadline)
      throw overBudget(`more than ${this.#budget.timeMsMax} ms`);
    const value = super.evaluate(node, environment);
    const inner = value.value;
    if ((typeof inner === 'string' || Array.isArray(inner)) && inner.length > this.#budget.sizeMax)
      throw overBudget(`a text or list of more than ${this.#budget.sizeMax} entries`);
    return value;
  }
}

/** What a template is told that wants too much. */
export function overBudget(what: string): AppError {
  return new AppError('invalid_file', `The chat template was stopped: it takes ${what}. Simplify its loops.`);
}
