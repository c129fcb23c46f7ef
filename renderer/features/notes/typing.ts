import type { KeyboardEvent } from 'react';

/** True while the key goes into text: single-key shortcuts never work there (WCAG 2.1.4). */
export function isTyping(event: KeyboardEvent): boolean {
  const { target } = event;
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !['radio', 'checkbox'].includes(target.type);
}
