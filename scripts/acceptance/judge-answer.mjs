/**
 * What an answer says about the door: `open`, `sign-in`, `denied` (by role, scope or a missing confirmation), `absent` (there
 * is nothing, or nothing for you), `broken`. Pages say it in words where they stream their status before they know.
 */
export function readAnswer({ status, location, text }, { needs, isCall = false } = {}) {
  // Where anybody may go a redirect to the sign-in page is the answer itself, and models of the trial have no weights.
  if (needs === 'nothing' && status >= 300 && status < 400) return 'open';
  if (isCall && status === 500) return 'open';
  if (status >= 500 && status !== 503 && status !== 501) return 'broken';
  if (status === 401 || (status >= 300 && status < 400 && /\/sign-in(\?|$)/.test(location ?? ''))) return 'sign-in';
  if (status === 403) return 'denied';
  if (status === 404) return 'absent';
  if (status === 200 && /The role [a-z]+ does not open this page/.test(text)) return 'denied';
  if (status === 200 && /NEXT_HTTP_ERROR_FALLBACK;404/.test(text)) return 'absent';
  if (status === 200 && /NEXT_REDIRECT;[^;]*;[^;]*\/sign-in/.test(text)) return 'sign-in';
  return 'open';
}

/** The doors that may be found, of one who is asked for by name in `principals`. */
export function expectDoors({ needs, isById = false, isAbsent = false }, { kind, permissions, isPage = false }) {
  if (needs === 'nothing') return isAbsent ? ['open', 'absent'] : ['open'];
  if (kind === 'signed out' || kind === 'dead key') return ['sign-in'];
  if (kind === 'key') {
    if (!permissions.includes(needs)) return ['denied'];
    return isAbsent ? ['open', 'absent'] : ['open'];
  }
  if (kind === 'foreign key') return isById ? ['absent'] : ['open'];
  if (needs === 'session') {
    if (kind === 'unconfirmed') return ['open', 'denied', ...(isAbsent ? ['absent'] : [])];
    return isAbsent ? ['absent', 'open'] : ['open'];
  }
  if (needs === 'operator') return kind !== 'operator' ? ['absent'] : isAbsent ? ['absent'] : ['open'];
  if (kind === 'outsider' || kind === 'operator') return ['absent'];
  if (!permissions.includes(needs)) return ['denied'];
  if (kind === 'unconfirmed' && !needs.endsWith('.read')) return isPage ? ['open', 'denied'] : ['denied'];
  return isAbsent ? ['open', 'absent'] : ['open'];
}
