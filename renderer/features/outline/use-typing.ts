/**
 * Type-ahead. Small letters may be single-key commands, so typing begins with a capital letter or a
 * figure; once begun, or where single keys are off, every character counts.
 */
import { type KeyboardEvent, useRef } from 'react';
import { useApp } from '../../state/app.ts';

const PAUSE_MS = 900;

/** The returned function answers whether it took the key. */
export function useTyping(onTyped: (typed: string) => void): (event: KeyboardEvent) => boolean {
  const typed = useRef({ text: '', at: 0 });
  return (event) => {
    if (event.key.length !== 1 || event.key === ' ') return false;
    const now = performance.now();
    const isGoingOn = typed.current.text !== '' && now - typed.current.at < PAUSE_MS;
    const begins =
      /[\p{Lu}\p{N}]/u.test(event.key) || !useApp.getState().preferences.singleKeyShortcuts;
    if (!isGoingOn && !begins) return false;
    typed.current = { text: (isGoingOn ? typed.current.text : '') + event.key, at: now };
    onTyped(typed.current.text);
    event.stopPropagation();
    return true;
  };
}
