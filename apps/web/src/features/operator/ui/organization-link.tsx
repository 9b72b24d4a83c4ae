'use client';

import Link from 'next/link';

export const organizationsPath = '/operator/organizations';

export function OrganizationLink({ id, name }: { id: string; name: string }) {
  return (
    <Link href={`${organizationsPath}/${id}`} className="[overflow-wrap:anywhere] hover:underline">
      <bdi>{name}</bdi>
    </Link>
  );
}
