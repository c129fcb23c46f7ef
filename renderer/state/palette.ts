import { create } from 'zustand';

/** Whether the Go to palette is open. */
export const usePalette = create<{ readonly isOpen: boolean }>()(() => ({ isOpen: false }));

export function showPalette(isOpen: boolean): void {
  usePalette.setState({ isOpen });
}
