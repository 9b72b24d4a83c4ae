'use client';

import type { FoundRow } from '@modelmint/db/search/search-project';
import { useEffect, useState } from 'react';
import { useApi } from '../../../ui/use-api.ts';

const charactersMin = 2;
const quietMs = 200;

interface Search {
  found: readonly FoundRow[];
  /** What is written is not yet what was found. */
  isSearching: boolean;
  problem: string | null;
}

const nothing: Search = { found: [], isSearching: false, problem: null };

/** What the project has of this name or id, asked for once nobody has typed for a moment. */
export function useSearch(projectId: string | undefined, text: string): Search {
  const query = text.trim();
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(query), quietMs);
    return () => clearTimeout(timer);
  }, [query]);
  const isLong = [...query].length >= charactersMin;
  const isAsked = projectId !== undefined && isLong && asked === query;
  const { data, problem } = useApi<{ query: string; data: FoundRow[] }>(
    isAsked ? `/api/projects/${projectId}/search?q=${encodeURIComponent(query)}` : null,
  );
  if (projectId === undefined || !isLong) return nothing;
  if (problem !== null && isAsked) return { ...nothing, problem: problem.message };
  // The last answer stays in the hook while the next one is on its way.
  if (!isAsked || data?.query !== query) return { ...nothing, isSearching: true };
  return { found: data.data, isSearching: false, problem: null };
}
