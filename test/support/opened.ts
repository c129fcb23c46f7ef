/** What a test opened: closed before its folder is removed, since heads are written after an entry is acknowledged. */
interface Closable {
  close(): Promise<void>;
}

const opened = new Set<Closable>();

export function closeLater<Item extends Closable>(item: Item): Item {
  opened.add(item);
  return item;
}

export async function closeOpened(): Promise<void> {
  const items = [...opened];
  opened.clear();
  await Promise.all(items.map((item) => item.close()));
}
