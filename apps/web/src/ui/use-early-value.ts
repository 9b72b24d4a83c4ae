'use client';

import { type Ref, type RefCallback, useLayoutEffect, useRef } from 'react';

type TextControl = HTMLInputElement | HTMLTextAreaElement;

/**
 * For a control whose `value` React keeps: what a person wrote before the page was alive reaches its `onChange`. React
 * itself would put the value of the server over it. Returns the ref to set, which fills `outer` too.
 */
export function useEarlyValue<Control extends TextControl>(
  value: unknown,
  outer: Ref<Control> | undefined,
): RefCallback<Control> {
  const control = useRef<Control>(null);
  const rendered = useRef(value);
  useLayoutEffect(() => {
    const [element, first] = [control.current, rendered.current];
    if (element === null || first === undefined) return;
    const early = element.value;
    if (early === '' || early === String(first)) return;
    // React hears of a value only if it differs from the last one that went through the property of the element itself.
    element.value = String(first);
    const type = element instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
    Object.getOwnPropertyDescriptor(type.prototype, 'value')?.set?.call(element, early);
    element.dispatchEvent(new Event('input', { bubbles: true }));
  }, []);
  return (element) => {
    control.current = element;
    if (typeof outer === 'function') return outer(element);
    if (outer) outer.current = element;
  };
}
