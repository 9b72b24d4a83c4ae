import { NextRequest } from 'next/server';
import { answerError } from '../../../../api/http/answer-error.ts';
import { checkOrigin } from '../../../../api/http/check-origin.ts';
import { handlers } from '../../../../auth.ts';
import { env } from '../../../../env.ts';

/** Whatever name the server was reached by, redirects lead to its public address and cookies are made for it. */
function atPublicAddress(request: NextRequest): NextRequest {
  const { pathname, search } = request.nextUrl;
  return new NextRequest(`${env().publicUrl}${pathname}${search}`, request);
}

export function GET(request: NextRequest): Promise<Response> {
  return handlers.GET(atPublicAddress(request));
}

/** Sign-in and sign-out change the session of a browser: for our own pages only, besides next-auth's own token. */
export async function POST(request: NextRequest): Promise<Response> {
  try {
    checkOrigin(Object.fromEntries(request.headers), env().publicUrl);
  } catch (error) {
    const { status, headers, body } = answerError(error, request.headers.get('x-request-id') ?? 'none');
    return Response.json(body, { status, headers });
  }
  return handlers.POST(atPublicAddress(request));
}
