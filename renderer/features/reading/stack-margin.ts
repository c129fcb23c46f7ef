/** Margin marks stand on the line of their passage; those that fall on one line stack downwards. */

const LINE = 16;

export function stackMarginMarks(article: HTMLElement): void {
  const marks = [...article.querySelectorAll<HTMLElement>('.mn')];
  for (const mark of marks) mark.style.removeProperty('transform');
  const tops = marks.map((mark) => mark.getBoundingClientRect().top);
  let below = Number.NEGATIVE_INFINITY;
  marks.forEach((mark, index) => {
    const top = tops[index] ?? 0;
    const by = Math.max(0, below - top);
    if (by > 0.5) mark.style.setProperty('transform', `translateY(${String(by)}px)`);
    below = top + by + LINE;
  });
}
