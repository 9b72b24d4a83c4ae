import { FormLoading } from '../../../../../ui/form-loading.tsx';

export default function NewInferenceLoading() {
  return <FormLoading sections={[1, 1, 2]} />;
}
