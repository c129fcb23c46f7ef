/** A file dropped on any part of the window begins the check of its bytes. */
import { type DragEvent, type ReactNode, useState } from 'react';
import { openDropped } from '../state/opening.ts';

export function DropTarget({ children }: { readonly children: ReactNode }): ReactNode {
  const [isOver, setIsOver] = useState(false);
  function handleOver(event: DragEvent): void {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setIsOver(true);
  }
  function handleLeave(event: DragEvent): void {
    if (event.relatedTarget === null) setIsOver(false);
  }
  function handleDrop(event: DragEvent): void {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined) void openDropped(file);
  }
  return (
    <div className="window" onDragOver={handleOver} onDragLeave={handleLeave} onDrop={handleDrop}>
      {children}
      {isOver && (
        <div className="dropnote" role="status">
          Drop it here. Its bytes are checked before anything in it is shown.
        </div>
      )}
    </div>
  );
}
