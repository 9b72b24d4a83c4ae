import { UsageLoading } from '../../../../features/usage/ui/usage-loading.tsx';

export default UsageLoading;
