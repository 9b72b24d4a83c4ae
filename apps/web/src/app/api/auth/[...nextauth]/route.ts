import { NextRequest } from 'next/server';
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

export function POST(request: NextRequest): Promise<Response> {
  return handlers.POST(atPublicAddress(request));
}
