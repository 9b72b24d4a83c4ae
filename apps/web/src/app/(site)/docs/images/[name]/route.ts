import { deps } from '../../../../../deps.ts';
import { readHelpImage } from '../../../../../features/help/server/help-image.ts';

interface ImageContext {
  params: Promise<{ name: string }>;
}

/** A picture in the docs. */
export async function GET(_request: Request, { params }: ImageContext): Promise<Response> {
  const bytes = await readHelpImage(deps().env.docsFolder, (await params).name);
  if (bytes === null) return new Response(null, { status: 404 });
  return new Response(bytes, { headers: { 'content-type': 'image/webp', 'cache-control': 'public, max-age=86400' } });
}
