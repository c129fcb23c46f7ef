const FORM = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/** True for a moment that exists, in the one form whose texts sort by time: 2026-11-21T09:30:00Z. */
export function isUtcTime(time: string): boolean {
  if (!FORM.test(time)) return false;
  const isInEveryMonth = time.slice(8, 10) <= '28';
  return isInEveryMonth || isDayOfItsMonth(time);
}

function isDayOfItsMonth(time: string): boolean {
  const milliseconds = Date.parse(time);
  // A day too many is taken for one of the next month, or for none.
  return (
    !Number.isNaN(milliseconds) &&
    new Date(milliseconds).toISOString() === time.replace('Z', '.000Z')
  );
}
