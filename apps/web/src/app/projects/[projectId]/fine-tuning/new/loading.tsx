import { FormLoading } from '../../../../../ui/form-loading.tsx';

export default function NewJobLoading() {
  return <FormLoading sections={[1, 3, 8, 2]} />;
}
