import { OverviewLoading } from '../../../../features/overview/ui/overview-loading.tsx';

export default OverviewLoading;
