/**
 * Anchors of headings, as authors expect them from the places where Markdown is usually read: lower case,
 * punctuation dropped, spaces to hyphens, repeated ones numbered.
 */

/** Gives each heading of one document its anchor, in order. */
export function createSlugger(): (heading: string) => string {
  const used = new Map<string, number>();
  return (heading) => {
    const base = toSlug(heading);
    let slug = base;
    let count = used.get(base) ?? 0;
    while (used.has(slug)) {
      count += 1;
      slug = `${base}-${String(count)}`;
    }
    used.set(base, count);
    used.set(slug, 0);
    return slug;
  };
}

export function toSlug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replace(/ /g, '-');
}
