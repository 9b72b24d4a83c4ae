import { ImageOff } from 'lucide-react';
import { Icon } from '../../../ui/icon.tsx';
import type { Example } from '../server/example-of.ts';

/** Images with their labels under them. */
export function ImageGrid({ images }: { images: readonly Example[] }) {
  return (
    <ul aria-label="Images" className="grid grid-cols-[repeat(auto-fill,minmax(96px,1fr))] gap-x-3 gap-y-4">
      {images.map(({ text, label, image }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a path may stand twice, the order does not change
        <li key={index} className="min-w-0">
          <figure title={text}>
            <span className="grid aspect-square place-items-center overflow-hidden rounded-md border border-line bg-sunken">
              {image === undefined ? (
                <Icon of={ImageOff} className="text-fg-3" />
              ) : (
                // biome-ignore lint/performance/noImgElement: small copies that came with the page
                <img
                  src={image}
                  alt={`${label}: ${text}`}
                  className="size-full object-contain [image-rendering:pixelated]"
                />
              )}
            </span>
            <figcaption className="mt-1 truncate text-small text-fg-2">{label}</figcaption>
          </figure>
        </li>
      ))}
    </ul>
  );
}
