import type { ApiProblem } from './api-problem.ts';
import { Note } from './note.tsx';
import { ProblemText } from './problem-text.tsx';

/** Why an action was refused, where no field is at fault. */
export function FormProblem({ problem }: { problem: ApiProblem | null }) {
  return (
    problem && (
      <Note tone="danger" isAlert>
        <ProblemText problem={problem} />
      </Note>
    )
  );
}
