'use client';

import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';

export const crumbListId = 'crumbs';

/** The name of the thing that a page shows, as the last part of the top bar's breadcrumb. */
export function PageCrumb({ name }: { name: string }) {
  const [list, setList] = useState<HTMLElement | null>(null);
  useEffect(() => setList(document.getElementById(crumbListId)), []);
  if (list === null) return null;
  return createPortal(
    <li className="crumb">
      <span aria-current="page" className="truncate">
        {name}
      </span>
    </li>,
    list,
  );
}
