import { FormLoading } from '../../../../../ui/form-loading.tsx';

export default function NewEvaluationLoading() {
  return <FormLoading sections={[1, 2, 1]} />;
}
