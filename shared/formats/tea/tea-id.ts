/** An id that TEA's own import takes: a UUID of RFC 9562, versions 1 to 8, or all zeros or ones. */
export function isTeaId(id: string): boolean {
  return (
    /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/iu.test(id) ||
    /^(?:00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/iu.test(id)
  );
}
