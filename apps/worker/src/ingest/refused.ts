import type { DatasetProblem } from '@modelmint/domain/dataset-problem';

/** Thrown while reading when the rest of the file is of no use; becomes the verdict `invalid`. */
export class Refused extends Error {
  readonly problem: DatasetProblem;

  constructor(problem: DatasetProblem) {
    super(problem.message);
    this.name = 'Refused';
    this.problem = problem;
  }
}
