'use client';

import { PageError } from '../../ui/page-error.tsx';

export default PageError;
